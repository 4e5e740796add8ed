import {
  allFlags,
  type CompletedFlag,
  type CompletedPlace,
  type CompletedValue,
  candidatesCommand,
  sourceFlags,
} from './place.ts'

/** For fish 3 and later. */
export function fishScript(places: readonly CompletedPlace[]): string {
  const valued = allFlags(places)
    .filter(({ value }) => value !== null)
    .flatMap(({ words }) => words)
  const known = places.filter(({ words }) => words !== '').map(({ words }) => quoted(words))
  const lines = places.flatMap(({ words, next, flags, argument }) => {
    const when = `complete -c plink -n ${quoted(`test (__plink_place) = ${quoted(words)}`)}`
    return [
      ...next.map(({ word, meaning }) => `${when} -a ${quoted(word)} -d ${quoted(meaning)}`),
      ...(argument === undefined || argument === 'unknown' ? [] : [`${when} ${argumentOf(argument)}`]),
      ...flags.map((flag) => `${when} ${flagOf(flag)}`),
    ]
  })
  return `# plink completion for fish: plink completion fish | source
function __plink_place
    set -l place ''
    set -l skip ''
    set -l words (commandline -opc)
    for word in $words[2..-1]
        if test -n "$skip"
            set skip ''
            continue
        end
        switch $word
            case ${valued.map(quoted).join(' ')}
                set skip 1
            case '-*'
            case '*'
                set -l longer (string trim -- "$place $word")
                if contains -- $longer ${known.join(' ')}
                    set place $longer
                end
        end
    end
    echo "$place"
end
function __plink_files
    set -l flag ''
    set -l words (commandline -opc)
    for word in $words[2..-1]
        if test -n "$flag"
            printf '%s\\n' $flag $word
            set flag ''
            continue
        end
        switch $word
            case ${sourceFlags.map(quoted).join(' ')}
                set flag $word
            case ${sourceFlags.map((flag) => quoted(`${flag}=*`)).join(' ')}
                echo $word
        end
    end
end
complete -c plink -f
${lines.join('\n')}
`
}

function argumentOf(argument: Exclude<CompletedValue, 'unknown'>): string {
  return argument === 'files' ? '-F' : `-a ${quoted(listOf(argument))}`
}

function flagOf({ words, meaning, value }: CompletedFlag): string {
  const names = words.map((word) => (word.startsWith('--') ? `-l ${word.slice(2)}` : `-s ${word.slice(1)}`))
  return [...names, ...valuesOf(value), '-d', quoted(meaning)].join(' ')
}

function valuesOf(value: CompletedValue | null): readonly string[] {
  if (value === null) return []
  if (value === 'files') return ['-r', '-F']
  return value === 'unknown' ? ['-x'] : ['-x', '-a', quoted(listOf(value))]
}

function listOf(value: Exclude<CompletedValue, 'files' | 'unknown'>): string {
  return 'candidates' in value ? `(${candidatesCommand('fish', value.candidates, '(__plink_files)')})` : value.join(' ')
}

/** Within single quotes fish takes everything as it is, but for these two. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
