const marker = '<!-- documents -->';

/** Puts the documents and their operations where the comparison has its marker, as Markdown. */
export function withDocuments(markdown, documents) {
  const lists = Object.entries(documents).map(([name, { info, paths }]) => {
    const operations = operationsIn(paths).map((operation) => `  - \`${operation}\``);
    return `- [${info.title}](${name}.md)\n${operations.join('\n')}`;
  });
  return markdown.replace(marker, lists.join('\n'));
}

/** The same as HTML, for the page. */
export function withDocumentCards(markdown, documents) {
  const cards = Object.entries(documents).map(([name, { info, paths }]) => {
    const operations = operationsIn(paths).map(
      (operation) => `<code>${operation.replace(/[_/](?=\w)/g, '$&<wbr>')}</code>`,
    );
    return `<section>\n<h3><a href="${name}.html">${info.title}</a></h3>\n<p>${info.summary}</p>\n${operations.join('\n')}\n</section>`;
  });
  return markdown.replace(marker, `<div class="documents">\n${cards.join('\n')}\n</div>`);
}

const operationsIn = (paths) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
