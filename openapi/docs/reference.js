import { readFileSync } from 'node:fs';
import { head, navigation } from './frame.js';
import { escapeHtml } from './markdown.js';
import { openingOf } from './opening.js';
import { samplesOf } from './samples.js';

const css = readFileSync(new URL('reference.css', import.meta.url), 'utf8').replace(/\s+/g, ' ');

/** The page that Redoc draws of a document. What a reader came for stands above it. */
export function referencePage(name, document) {
  const { title, summary } = document.info;
  const definition = JSON.stringify(withSamples(name, document)).replaceAll('<', '\\u003c');
  const options = JSON.stringify({
    skipBundle: true,
    disableTelemetry: true,
    hideDownloadButtons: true,
    jsonSamplesExpandLevel: 3,
  });
  return `${head({ title, id: name, description: summary })}
<meta name="color-scheme" content="light dark">
<style>${css}</style>
</head>
<body>
${navigation(name)}
${opening(name, document)}
<div id="redoc"></div>
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

/** The document with requests to paste at each operation, which Redoc shows next to it. */
function withSamples(name, document) {
  const copy = structuredClone(document);
  const samples = samplesOf(name, document);
  for (const operation of Object.values(copy.paths).flatMap(Object.values)) {
    operation['x-codeSamples'] = samples.get(operation.operationId);
  }
  return copy;
}
