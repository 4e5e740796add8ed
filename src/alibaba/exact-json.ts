/**
 * A string, or a number. Both are matched from their beginning, so that digits inside a text, after a point or in an
 * exponent are never taken for an id. A string that does not end is matched as well: to look for its end anew from each
 * quotation mark inside it would take a minute for 200 KB.
 */
const tokens = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
const longInteger = /^-?[1-9]\d{15,}$/

/**
 * JSON, with integers of 16 and more digits as decimal text: account ids have 16 digits and some are above 2^53, where
 * a number would silently become another account. All of that length become text, so that the type of a field does not
 * depend on its value.
 * @throws SyntaxError when it is no JSON; the caller says whose.
 */
export function parseExact(text: string): unknown {
  return JSON.parse(text.replace(tokens, (token) => (longInteger.test(token) ? `"${token}"` : token)))
}
