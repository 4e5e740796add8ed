import { allFlags, type CompletedPlace } from './place.ts'

/** For bash 3.2 and later, since that is what macOS has; needs no bash-completion package. */
export function bashScript(places: readonly CompletedPlace[]): string {
  const flags = allFlags(places)
  const valued = flags.filter(({ value }) => value !== null).flatMap(({ words }) => words)
  const files = flags.filter(({ value }) => value === 'file').flatMap(({ words }) => words)
  const choices = flags.flatMap(({ words, value }) =>
    Array.isArray(value)
      ? [`    ${words.join('|')}) COMPREPLY=($(compgen -W '${value.join(' ')}' -- "$cur")); return ;;`]
      : [],
  )
  const known = places.filter(({ words }) => words !== '').map(({ words }) => `'${words}'`)
  const places_ = places.map(({ words, next, flags: own }) => {
    const follow = next.map(({ word }) => word).join(' ')
    return `    '${words}') next='${follow}'; flags='${own.flatMap((flag) => flag.words).join(' ')}' ;;`
  })
  return `# plink completion for bash: source <(plink completion bash)
_plink() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev='' place='' next='' flags='' word i skip=''
  if [ "$COMP_CWORD" -gt 0 ]; then prev=\${COMP_WORDS[COMP_CWORD-1]}; fi
  # bash takes --flag=value apart.
  if [ "$cur" = '=' ]; then cur=''; elif [ "$prev" = '=' ]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [ -n "$skip" ]; then
      if [ "$word" != '=' ]; then skip=''; fi
      continue
    fi
    case "$word" in
    ${valued.join('|')}) skip=1 ;;
    -*|=) ;;
    *)
      case "\${place:+$place }$word" in
      ${known.join('|')}) place="\${place:+$place }$word" ;;
      esac ;;
    esac
  done
  case "$prev" in
${choices.join('\n')}
    ${files.join('|')}) COMPREPLY=($(compgen -f -- "$cur")); compopt -o filenames 2>/dev/null; return ;;
    ${valued.join('|')}) return ;;
  esac
  case "$place" in
${places_.join('\n')}
  esac
  case "$cur" in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$cur")) ;;
    *) COMPREPLY=($(compgen -W "$next" -- "$cur")) ;;
  esac
}
complete -F _plink plink
`
}
