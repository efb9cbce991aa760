/** The sentences of a description's block quotes. */
export function quotedSentences(description: string): string[] {
  const blocks = description.match(/^>.*(?:\n>.*)*/gm) ?? [];
  return blocks.flatMap((block) =>
    block
      .replace(/^> ?/gm, '')
      .split(/\n\n|(?<=[.!?])\s+(?=\p{Lu}|`)/u)
      .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
      .filter((sentence) => sentence !== ''),
  );
}
