/** The style of every page: light and dark mode, lines that fit a phone and stay short enough to read. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --text: #1d2733; --page: #fff; --quiet: #57606a; --line: #e3e8ee; --box: #f6f8fa;
  --pass: #1a7f37; --fail: #b42318; --warn: #8a5a00; --link: #0b57d0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6edf3; --page: #0d1117; --quiet: #9aa4af; --line: #30363d; --box: #161b22;
    --pass: #4ac26b; --fail: #ff7b72; --warn: #e3b341; --link: #79b8ff;
  }
}
body {
  font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: var(--text); background: var(--page); overflow-wrap: anywhere;
}
a { color: var(--link) }
code, pre { font: 13px/1.5 ui-monospace, monospace }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--box); padding: .4rem .6rem; margin: .2rem 0 }
.pass b { color: var(--pass) } .fail b, .error b { color: var(--fail) } .warn b { color: var(--warn) }
.unarranged b, .blocked b { color: var(--quiet) }
`;
