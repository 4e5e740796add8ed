import { allFlags, type CompletedPlace } from './place.ts'

/** For zsh with compinit loaded; works sourced, and as a file `_plink` in $fpath. */
export function zshScript(places: readonly CompletedPlace[]): string {
  const flags = allFlags(places)
  const valued = flags.filter(({ value }) => value !== null).flatMap(({ words }) => words)
  const files = flags.filter(({ value }) => value === 'file').flatMap(({ words }) => words)
  const choices = flags.flatMap(({ words, value }) =>
    Array.isArray(value) ? [`    ${words.join('|')}) compadd -- ${value.join(' ')}; return ;;`] : [],
  )
  const known = places.filter(({ words }) => words !== '').map(({ words }) => `'${words}'`)
  const cases = places.map(({ words, next, flags: own }) => {
    const follow = next.map(({ word, meaning }) => described(word, meaning))
    const options = own.flatMap((flag) => flag.words.map((word) => described(word, flag.meaning)))
    return `    '${words}')\n      next=(${follow.join(' ')})\n      options=(${options.join(' ')}) ;;`
  })
  return `#compdef plink
# plink completion for zsh: source <(plink completion zsh)
_plink() {
  local place='' word skip='' prev=\${words[CURRENT-1]} i
  local -a next options
  for ((i = 2; i < CURRENT; i++)); do
    word=\${words[i]}
    if [[ -n $skip ]]; then skip=''; continue; fi
    case "$word" in
    ${valued.join('|')}) skip=1 ;;
    -*) ;;
    *)
      case "\${place:+$place }$word" in
      ${known.join('|')}) place="\${place:+$place }$word" ;;
      esac ;;
    esac
  done
  case "$prev" in
${choices.join('\n')}
    ${files.join('|')}) _files; return ;;
    ${valued.join('|')}) return ;;
  esac
  case "$place" in
${cases.join('\n')}
  esac
  if [[ \${words[CURRENT]} == -* ]]; then _describe -o option options; else _describe command next; fi
}
if [[ \${funcstack[1]} == _plink ]]; then _plink "$@"; else compdef _plink plink; fi
`
}

/** `word:meaning`, as _describe takes it. */
function described(word: string, meaning: string): string {
  return `'${word.replaceAll(':', '\\:')}:${meaning.replaceAll("'", "'\\''")}'`
}
