/**
 * An item of a Markdown list with the whole of a text: its first paragraph follows the head on the line, everything else stands
 * indented below. A text that begins with a quotation or a list stands below as a whole. `inner` are items of a list in this item.
 */
export function listItem(head, text = '', inner = []) {
  const [first, ...others] = text.trim().split(/\n{2,}/);
  const isPlain = !/^(>|[-*|] |\||```)/.test(first);
  const line = isPlain ? `${head} ${first}`.trim() : head;
  const paragraphs = [line, ...(isPlain ? [] : [first]), ...others];
  const nested = inner.length > 0 ? [inner.join('\n')] : [];
  return `- ${indented([...paragraphs, ...nested].join('\n\n'))}`;
}

const indented = (text) => text.replace(/\n(?!\n)/g, '\n  ');
