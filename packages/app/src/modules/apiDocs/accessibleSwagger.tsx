import {
  Children,
  cloneElement,
  isValidElement,
  type ComponentClass,
  type ReactElement,
  type ReactNode,
} from 'react';

type Layout = ComponentClass<object>;

/**
 * A Swagger UI plugin. Its layout draws a second `<main>`, which becomes a section; the path of an
 * operation is a link inside the button that opens the operation, which becomes plain text.
 * A function, because Swagger UI empties the object that it is given.
 */
export const accessibleSwagger = () => ({
  wrapComponents: {
    BaseLayout: (Guarded: Layout) => withLayoutInside(Guarded),
    DeepLink: () => (props: { text: ReactNode }) => <span>{props.text}</span>,
  },
});

/** Swagger UI hands out its layout inside an error boundary: corrects the layout and keeps the boundary. */
function withLayoutInside(Guarded: Layout) {
  let corrected: Layout | undefined;
  return class GuardedLayout extends Guarded {
    render() {
      const boundary = super.render() as ReactElement<{
        children: ReactElement;
      }>;
      const { type, props } = boundary.props.children;
      corrected ??= withoutSecondMain(type as Layout);
      const Corrected = corrected;
      return cloneElement(boundary, {}, <Corrected {...props} />);
    }
  };
}

function withoutSecondMain(Original: Layout) {
  return class LayoutWithoutMain extends Original {
    render() {
      return mainToSection(super.render());
    }
  };
}

function mainToSection(node: ReactNode): ReactNode {
  if (!isValidElement(node)) return node;
  const element = node as ReactElement<{ children?: ReactNode }>;
  if (element.type === 'main') {
    return <section {...element.props} aria-label="Operations" />;
  }
  if (!element.props.children) return element;
  const children = Children.map(element.props.children, mainToSection) ?? [];
  return cloneElement(element, {}, ...children);
}
