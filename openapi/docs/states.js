const row = 34;
const left = { x: 1, width: 190 };
const right = { x: 268, width: 91 };

/**
 * A drawing of the statuses: from each that can be canceled an arrow to `canceled`, dashed where the vendor says "in rare cases",
 * and from `succeeded` none. 360 units wide, a phone's width; it follows the colors of the page or of the reader's system.
 */
export function drawStates({ components: { schemas } }, { lang = 'en' } = {}) {
  const words = texts[lang];
  const cancelable = schemas.PaymentIntentStatus.enum.filter((status) =>
    schemas.CancelableStatus.enum.includes(status),
  );
  const rare = /in rare cases\]\([^)]*\), `(\w+)`/.exec(schemas.CancelableStatus.description)?.[1];
  const height = (cancelable.length + 1) * row + 8;
  const middle = (cancelable.length * row) / 2;
  const centers = cancelable.map((_, index) => index * row + row / 2);

  const boxes = cancelable.map((status, index) => box(left, centers[index], status));
  const arrows = cancelable.map((status, index) => {
    const from = `M${left.x + left.width} ${centers[index]}`;
    const dashed = status === rare ? ' stroke-dasharray="4 4"' : '';
    return `<path class="arrow"${dashed} d="${from} C 235 ${centers[index]} 225 ${middle} ${right.x - 6} ${middle}"/>`;
  });
  const bottom = height - row / 2 - 1;
  return `<svg class="states" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 ${height}" role="img" aria-label="${words.title(cancelable)}">
<style>${style}</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>
${[...arrows, ...boxes, box(right, middle, 'canceled', 'end')].join('\n')}
${rare ? `<path class="key" d="M${right.x} ${centers[cancelable.indexOf(rare)]}h14"/><text class="note" x="${right.x + 18}" y="${centers[cancelable.indexOf(rare)] + 4}">${words.rare}</text>` : ''}
${box(left, bottom, 'succeeded', 'end')}
<text class="note" x="${left.x + left.width + 10}" y="${bottom + 4}">${words.late}</text>
</svg>
`;
}

const texts = {
  en: {
    title: (statuses) => `${statuses.join(', ')} lead to canceled; succeeded does not.`,
    rare: 'in rare cases',
    late: 'too late: refund',
  },
  'pt-BR': {
    title: (statuses) => `${statuses.join(', ')} levam a canceled; succeeded não.`,
    rare: 'raramente',
    late: 'tarde: reembolse',
  },
};

const style =
  '.states{--ink:var(--text,#1f2430);--faint:var(--line,#dfe2ea);--soft:var(--panel,#f5f6f9);--dim:var(--quiet,#5b6475)}' +
  '@media(prefers-color-scheme:dark){.states{--ink:var(--text,#e4e7ee);--faint:var(--line,#3a3e4a);--soft:var(--panel,#272a33);--dim:var(--quiet,#9aa3b5)}}' +
  '.states rect{fill:var(--soft);stroke:var(--faint)}.states .end rect{stroke:var(--ink)}' +
  '.states text{fill:var(--ink);font:12px ui-monospace,Menlo,Consolas,monospace}' +
  '.states .note{fill:var(--dim);font:12px system-ui,sans-serif}' +
  '.states .key{stroke:var(--dim);stroke-width:1.4;stroke-dasharray:4 3}' +
  '.states .arrow{fill:none;stroke:var(--dim);stroke-width:1.4;marker-end:url(#tip)}.states .tip{fill:var(--dim)}';

function box({ x, width }, center, label, kind = 'open') {
  return (
    `<g class="${kind}"><rect x="${x}" y="${center - 13}" width="${width}" height="26" rx="6"/>` +
    `<text x="${x + width / 2}" y="${center + 4}" text-anchor="middle">${label}</text></g>`
  );
}
