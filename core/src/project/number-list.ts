/**
 * Lists of whole numbers as strings. A large ghost has hundreds of thousands of places to remember; as objects they
 * would take most of its memory, and most of the time that it takes to hand them from one process to another.
 */

/** A list of whole numbers from 0 to 2³⁰ − 1, one code unit each, two from 2¹⁵ on. Read it with `NumberReader`. */
export type NumberList = string & { readonly numbers: true };

export const NO_NUMBERS = "" as NumberList;

const LONG = 0x8000;

/** Code units that are made into a string at once: a call takes a limited number of arguments. */
const CHUNK = 4096;

export function numberList(numbers: readonly number[]): NumberList {
  if (numbers.length === 0) return NO_NUMBERS;
  if (numbers.length <= CHUNK && numbers.every(isShort)) return String.fromCharCode(...numbers) as NumberList;
  const units: number[] = [];
  for (const number of numbers) {
    if (isShort(number)) units.push(number);
    else units.push(LONG | (number >> 15), number & 0x7fff);
  }
  let list = "";
  for (let i = 0; i < units.length; i += CHUNK) list += String.fromCharCode(...units.slice(i, i + CHUNK));
  return list as NumberList;
}

function isShort(number: number): boolean {
  return number < LONG;
}

/** Reads a list from its beginning to its end. */
export class NumberReader {
  #at = 0;

  constructor(private readonly list: NumberList) {}

  get isAtEnd(): boolean {
    return this.#at >= this.list.length;
  }

  next(): number {
    const unit = this.list.charCodeAt(this.#at++);
    return unit < LONG ? unit : ((unit & 0x7fff) << 15) | this.list.charCodeAt(this.#at++);
  }
}
