import type { Locator, Page } from 'playwright-core';
import type { DocumentName } from '../../src/contract/document.js';
import { documented } from '../support/documented.js';

/** An example of an answer, as a reader of the rendered page meets it. */
export interface Sample {
  readonly status: string;
  /** The summary of the example. The page shows none beside an only one. */
  readonly situation: string | undefined;
  readonly value: unknown;
}

export interface DocumentedOperation {
  readonly operationId: string;
  /** The group of the menu that has it. */
  readonly tag: string;
  readonly summary: string;
  readonly samples: readonly Sample[];
}

export function documentedOperations(document: DocumentName): DocumentedOperation[] {
  const { operations, responses, at } = documented(document);
  return operations.map(({ operationId, pointer }) => ({
    operationId,
    tag: at(`${pointer}/tags/0`) as string,
    summary: at(`${pointer}/summary`) as string,
    samples: responses
      .filter(({ operation }) => operation === operationId)
      .flatMap(({ status, examples }) =>
        examples.map(({ name, value }) => ({
          status: String(status),
          situation: examples.length > 1 ? (at(`/components/examples/${name}/summary`) as string) : undefined,
          value,
        })),
      ),
  }));
}

/** Goes to an operation by the menu at the side, and gives back the panel with the examples of its answers. */
export async function goTo(page: Page, { operationId, tag, summary }: DocumentedOperation): Promise<Locator> {
  const place = `${tag.toLowerCase()}/${operationId.toLowerCase()}`;
  const link = page.locator(`a[href="#/${place}"]`).first();
  // The menu unfolds its group, and the page draws what is in view: before that there is no link.
  if (!(await link.isVisible())) await page.getByRole('link', { name: tag, exact: true }).first().click();
  await link.click();
  await page.getByRole('heading', { name: summary, level: 2 }).waitFor();
  const answers = page.locator(`[id="${place}/responses"]`);
  const row = page.getByTestId('middle-panel').filter({ has: answers }).locator('..');
  return row.locator('.panel-response-samples');
}

export async function statusesIn(panel: Locator): Promise<string[]> {
  const statuses = panel.getByRole('button', { name: /^\d{3}$/ });
  await statuses.first().waitFor();
  return statuses.allTextContents();
}

/** Reads a panel as a person would: clicks each status and picks each example. */
export async function samplesIn(panel: Locator): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const status of await statusesIn(panel)) {
    await panel.getByRole('button', { name: status, exact: true }).click();
    for (const situation of await situationsIn(panel)) {
      if (situation !== undefined) await (await openMenu(panel)).getByText(situation, { exact: true }).click();
      samples.push({ status, situation, value: await valueIn(panel) });
    }
  }
  return samples;
}

async function situationsIn(panel: Locator): Promise<(string | undefined)[]> {
  if ((await menuIn(panel).count()) === 0) return [undefined];
  const items = await openMenu(panel);
  const situations = await items.allTextContents();
  await items.first().click();
  return situations;
}

const menuIn = (panel: Locator): Locator => panel.getByRole('button', { name: 'Example' });

/** Opens the menu of examples, which is drawn outside of the panel. */
async function openMenu(panel: Locator): Promise<Locator> {
  await menuIn(panel).click();
  const items = panel.page().getByRole('menuitem');
  await items.first().waitFor();
  return items;
}

async function valueIn(panel: Locator): Promise<unknown> {
  const folded = panel.getByRole('button', { name: 'Expand all' });
  if (await folded.isVisible()) await folded.click();
  return JSON.parse((await panel.getByTestId('source-code').textContent()) ?? '');
}
