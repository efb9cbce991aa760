import { readFileSync } from 'node:fs';
import { head, navigation } from './frame.js';
import { escapeHtml } from './markdown.js';
import { openingOf } from './opening.js';
import { partsOf } from './parts.js';
import { samplesOf } from './samples.js';

const css = readFileSync(new URL('reference.css', import.meta.url), 'utf8').replace(/\s+/g, ' ');

/** The page that Redoc draws of a document. What a reader came for stands above it. */
export function referencePage(name, document) {
  const { title, summary } = document.info;
  const samples = samplesOf(name, document);
  const definition = JSON.stringify(withSamples(document, samples)).replaceAll('<', '\\u003c');
  const shown = new Map([...samples.values()].flat().map(({ lang, label }) => [label, { lang, label }]));
  const options = JSON.stringify({
    skipBundle: true,
    disableTelemetry: true,
    hideDownloadButtons: true,
    jsonSamplesExpandLevel: 3,
    codeSamples: { languages: [...shown.values(), { lang: 'payload', label: 'Payload' }] },
  });
  return `${head({ title, id: name, description: summary })}
<meta name="color-scheme" content="light dark">
<style>${css}</style>
</head>
<body>
${navigation(name)}
${opening(name, document)}
<div id="redoc"></div>
<noscript><p>Redoc draws the reference, and needs a script. <a href="${name}.md">The same as Markdown</a> needs none.</p></noscript>
<script src="redoc.js"></script>
<script>Redoc.hydrate(${definition}, ${options}, document.getElementById('redoc'));</script>
</body>
</html>
`;
}

function opening(name, document) {
  const shown = openingOf(document);
  if (!shown) return '';
  const version = /`([^`]+)`/.exec(document.info.description)[1];
  return `<section class="opening" aria-label="A cancel">
<p>API version <code>${version}</code>. Start the local server (<code>npx payment-intent-contract serve ${name}</code>) and paste:</p>
<div><pre tabindex="0"><code>${escapeHtml(shown.request)}</code></pre>
<pre tabindex="0"><code>${escapeHtml(`${JSON.stringify(shown.answer, null, 2).slice(0, -2)},\n  …\n}`)}</code></pre></div>
</section>`;
}

/** The document with requests to paste at each operation, which Redoc shows next to it, and the body that they send as its first. */
function withSamples(document, samples) {
  const copy = structuredClone(document);
  const { operations, follow } = partsOf(copy);
  for (const { path, method, operationId, requestBody } of operations) {
    copy.paths[path][method.toLowerCase()]['x-codeSamples'] = samples.get(operationId);
    for (const content of Object.values(follow(requestBody)?.content ?? {})) {
      const isEmpty = ([, example]) => Object.keys(follow(example).value).length === 0;
      const examples = Object.entries(content.examples);
      content.examples = Object.fromEntries([
        ...examples.filter((each) => !isEmpty(each)),
        ...examples.filter(isEmpty),
      ]);
    }
  }
  return copy;
}
