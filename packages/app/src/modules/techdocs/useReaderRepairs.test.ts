import { isForeign, replaceByBox } from './useReaderRepairs';

describe('replaceByBox', () => {
  it('keeps classes, attributes and content, but not the landmark', () => {
    document.body.innerHTML =
      '<main class="md-main" data-md="main"><p>Runbook</p></main>';
    const paragraph = document.querySelector('p');
    replaceByBox(document.querySelector('main')!);
    expect(document.querySelector('main')).toBeNull();
    expect(document.querySelector('div.md-main[data-md="main"] > p')).toBe(
      paragraph,
    );
  });
});

describe('isForeign', () => {
  it.each([
    ['https://fonts.googleapis.com/css?family=Roboto', true],
    ['http://localhost:7007/api/techdocs/static/main.css', false],
    ['/api/techdocs/static/main.css', false],
  ])('%s: %s', (address, foreign) => {
    expect(isForeign(address, 'http://localhost:7007')).toBe(foreign);
  });
});
