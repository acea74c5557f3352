import { ButtonLink, Container, Text } from '@backstage/ui';
import styles from './NotFoundPage.module.css';

/** For an address that leads nowhere, or to a page this person may not see. */
export function NotFoundPage() {
  return (
    <Container className={styles.page}>
      <Text as="h1" variant="title-medium" weight="bold">
        There is no such page
      </Text>
      <Text as="p" variant="body-large" color="secondary">
        The address is wrong, the page was removed, or your role does not open
        it. “What I may do” in the menu says what your role opens.
      </Text>
      <ButtonLink href="/" variant="primary">
        Go to the home page
      </ButtonLink>
    </Container>
  );
}
