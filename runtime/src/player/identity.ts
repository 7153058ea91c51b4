/**
 * What a scene is recognised by in another version of the text. Scenes of one name are numbered in their order, and an
 * edit elsewhere changes that order: a recording goes by name and by what is written, not by number.
 */

/** `会話_1::選択肢_2` without its numbers. */
export function withoutCounters(fullName: string): string {
  return fullName.replace(/_[0-9]+(?=::|$)/g, "");
}

/**
 * What tells each of the named texts from others of its name: null where none has its name. `textOf` is asked only
 * where it is needed; null stands for a text that is not known.
 */
export function marksOf(
  names: readonly (string | null)[],
  textOf: (index: number) => string | null,
): (string | null)[] {
  const bare = names.map((name) => (name === null ? null : withoutCounters(name)));
  const counts = new Map<string | null, number>();
  for (const name of bare) counts.set(name, (counts.get(name) ?? 0) + 1);
  return bare.map((name, index) => {
    const text = name === null || (counts.get(name) ?? 0) < 2 ? null : textOf(index);
    return text === null ? null : fingerprint(text.trimEnd());
  });
}

/** A short text that differs where texts differ (FNV-1a, 32 bits, and the length). */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return `${(hash >>> 0).toString(36)}.${text.length.toString(36)}`;
}
