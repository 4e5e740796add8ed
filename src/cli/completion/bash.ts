import { allFlags, type CompletedPlace, type CompletedValue, candidatesCommand, sourceFlags } from './place.ts'

/** For bash 3.2 and later, since that is what macOS has; needs no bash-completion package. */
export function bashScript(places: readonly CompletedPlace[]): string {
  const flags = allFlags(places)
  const valued = flags.filter(({ value }) => value !== null).flatMap(({ words }) => words)
  const values = flags.flatMap(({ words, value }) =>
    value === null || value === 'unknown' ? [] : [`    ${words.join('|')}) ${complete(value)}; return ;;`],
  )
  const known = places.filter(({ words }) => words !== '').map(({ words }) => `'${words}'`)
  const places_ = places.map(({ words, next, flags: own }) => {
    const follow = next.map(({ word }) => word).join(' ')
    return `    '${words}') next='${follow}'; flags='${own.flatMap((flag) => flag.words).join(' ')}' ;;`
  })
  const arguments_ = places.flatMap(({ words, argument }) =>
    argument === undefined || argument === 'unknown' ? [] : [`    '${words}') ${complete(argument)} ;;`],
  )
  return `# plink completion for bash: source <(plink completion bash)
_plink() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev='' place='' next='' flags='' word i skip=''
  local -a files=()
  if [ "$COMP_CWORD" -gt 0 ]; then prev=\${COMP_WORDS[COMP_CWORD-1]}; fi
  # bash takes --flag=value apart.
  if [ "$cur" = '=' ]; then cur=''; elif [ "$prev" = '=' ]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [ -n "$skip" ]; then
      if [ "$word" = '=' ]; then continue; fi
      case "$skip" in ${sourceFlags.join('|')}) files+=("$skip" "$word") ;; esac
      skip=''
      continue
    fi
    case "$word" in
    ${valued.join('|')}) skip=$word ;;
    -*|=) ;;
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
${places_.join('\n')}
  esac
  case "$cur" in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$cur")) ;;
    *)
      COMPREPLY=($(compgen -W "$next" -- "$cur"))
      case "$place" in
${arguments_.join('\n')}
      esac ;;
  esac
}
complete -F _plink plink
`
}

/** An empty array is unset for bash before 4.4. */
const files = `\${files[@]+"\${files[@]}"}`

/** Sets COMPREPLY; candidates are one per line and may hold spaces. */
function complete(value: Exclude<CompletedValue, 'unknown'>): string {
  if (value === 'files') return 'COMPREPLY=($(compgen -f -- "$cur")); compopt -o filenames 2>/dev/null'
  if ('candidates' in value)
    return `local IFS=$'\\n'; COMPREPLY=($(compgen -W "$(${candidatesCommand('bash', value.candidates, files)})" -- "$cur"))`
  return `COMPREPLY=($(compgen -W '${value.join(' ')}' -- "$cur"))`
}
