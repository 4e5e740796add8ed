import { allFlags, type CompletedPlace, type CompletedValue, candidatesCommand, sourceFlags } from './place.ts'

/** For zsh with compinit loaded; works sourced, and as a file `_plink` in $fpath. */
export function zshScript(places: readonly CompletedPlace[]): string {
  const flags = allFlags(places)
  const valued = flags.filter(({ value }) => value !== null).flatMap(({ words }) => words)
  const values = flags.flatMap(({ words, value }) =>
    value === null || value === 'unknown' ? [] : [`    ${words.join('|')}) ${complete(value)}; return ;;`],
  )
  const arguments_ = places.flatMap(({ words, argument }) =>
    argument === undefined || argument === 'unknown' ? [] : [`    '${words}') ${complete(argument)}; return ;;`],
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
  local -a next options files
  for ((i = 2; i < CURRENT; i++)); do
    word=\${words[i]}
    if [[ -n $skip ]]; then
      case "$skip" in ${sourceFlags.join('|')}) files+=("$skip" "$word") ;; esac
      skip=''
      continue
    fi
    case "$word" in
    ${valued.join('|')}) skip=$word ;;
    ${sourceFlags.map((flag) => `${flag}=*`).join('|')}) files+=("$word") ;;
    -*) ;;
    *)
      case "\${place:+$place }$word" in
      ${known.join('|')}) place="\${place:+$place }$word" ;;
      esac ;;
    esac
  done
  case "$prev" in
${values.join('\n')}
    ${valued.join('|')}) return ;;
  esac
  case "$place" in
${cases.join('\n')}
  esac
  if [[ \${words[CURRENT]} == -* ]]; then _describe -o option options; return; fi
  case "$place" in
${arguments_.join('\n')}
  esac
  _describe command next
}
if [[ \${funcstack[1]} == _plink ]]; then _plink "$@"; else compdef _plink plink; fi
`
}

/** `word:meaning`, as _describe takes it. */
function described(word: string, meaning: string): string {
  return `'${word.replaceAll(':', '\\:')}:${meaning.replaceAll("'", "'\\''")}'`
}

function complete(value: Exclude<CompletedValue, 'unknown'>): string {
  if (value === 'files') return '_files'
  // (f) splits at line ends only: a candidate may hold spaces.
  if ('candidates' in value)
    return `compadd -- "\${(@f)$(${candidatesCommand('zsh', value.candidates, `"\${files[@]}"`)})}"`
  return `compadd -- ${value.join(' ')}`
}
