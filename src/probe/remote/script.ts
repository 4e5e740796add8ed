import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { ProbeRequest } from '../../model/probe.ts'
import { shellWord } from '../../model/shell.ts'
import { protocols } from '../protocols.ts'
import { type Opening, openingsOf } from './openings.ts'

/** One test that a script makes on another machine. It never logs in: what runs there may be recorded. */
export interface ScriptedTest {
  /** Names its line in what the script prints; the same test has the same key in every run. */
  readonly key: string
  readonly request: ProbeRequest
  readonly openings: readonly Opening[]
  /** Addresses that the name may have; to others nothing is sent. Empty where they are not known. */
  readonly own: readonly string[]
}

/** Prepares a test; the login of the request is left out, and so is the database that it would be needed for. */
export async function scriptedTest(request: ProbeRequest, own: readonly string[]): Promise<ScriptedTest> {
  const { protocol, path } = request
  const isRedis = protocol === 'redis' || protocol === 'rediss'
  const asked = { ...request, username: null, password: null, path: isRedis ? '' : path }
  const identity = JSON.stringify([protocol, asked.host, asked.port, asked.path, asked.sni, own])
  const key = createHash('sha256').update(identity).digest('hex').slice(0, 8)
  return { key, request: asked, openings: await openingsOf(asked), own }
}

/**
 * The script that makes all tests at once, to be run by any POSIX shell on a machine with bash. It needs coreutils and
 * `getent`, and for TLS `openssl`; it writes no file, and prints a line for each test, which `readRecordings` reads.
 */
export function scriptOf(tests: readonly ScriptedTest[]): string {
  const lines = tests.map(({ key, request: { protocol, host, port, sni }, openings, own }) => {
    const { tls } = protocols[protocol]
    const name = sni ?? (isIP(host) === 0 ? host : '')
    const words = [
      key,
      host,
      port,
      own.join(','),
      name,
      tls ? 'tls' : 'plain',
      said(openings, false),
      said(openings, true),
    ]
    return `test_in_background ${words.map((word) => shellWord(String(word)) || "''").join(' ')}`
  })
  return `bash <<'PLINK'\n${program}\n${lines.join('\n')}\nprint_all\nPLINK\n`
}

/** A script as a command that survives a terminal's line breaks and a mail's quotes; without its `| sh` it shows the script. */
export function packed(script: string): string {
  const lines =
    gzipSync(script)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  return `base64 -d <<'PLINK' | gunzip | sh\n${lines.join('\n')}\nPLINK\n`
}

/** Openings of one kind: steps of one are joined by `:`, a silent one is `-`. */
function said(openings: readonly Opening[], tls: boolean): string {
  return openings
    .filter((each) => each.tls === tls)
    .map(({ steps }) => steps.map((step) => step.toString('base64')).join(':') || '-')
    .join(',')
}

/** Variables are local, addresses come from the arguments or from getent, and everything has a deadline. */
const program = `# plink test: connects, says hello in the protocol of each test, prints what came back. No login, nothing is changed.
export LC_ALL=C
trap '' PIPE
now() { local t=\${EPOCHREALTIME/[.,]/}; if [ -n "$t" ]; then echo $((t / 1000)); else date +%s%3N; fi; }
export -f now
text() { base64 | tr -d '\\n'; }
# Why there is no connection: the exit code and what bash says.
why() {
  case $1:$2 in
    0:*) echo ok ;; 124:*) echo ETIMEDOUT ;; *refused*) echo ECONNREFUSED ;; *'timed out'*) echo ETIMEDOUT ;;
    *reset*) echo ECONNRESET ;; *'No route'*) echo EHOSTUNREACH ;; *unreachable*) echo ENETUNREACH ;; *) echo EUNKNOWN ;;
  esac
}
# ADDRESS PORT SECONDS OPENING: milliseconds until the first answer, then each answer with how its reading ended.
talk() {
  local step t ms= answers= wait=$3
  [ "$4" = - ] && wait=1
  exec 3<>"/dev/tcp/$1/$2" || return
  for step in \${4//:/ }; do
    [ "$step" = - ] || base64 -d <<<"$step" >&3
    t=$(now)
    answers=$answers,$(timeout "$wait" dd bs=1024 count=1 <&3 2>/dev/null | text; echo ":\${PIPESTATUS[0]}")
    ms=\${ms:-$(($(now) - t))}
    # On to the next step only in a WebSocket: HTTP/1.1 101.
    [[ $answers == ,SFRUUC8xLjEgMTAx* ]] || break
  done
  case $answers in ,:*) ;; *) answers=$answers,$(timeout 1 head -c 512 <&3 2>/dev/null | text; echo ":\${PIPESTATUS[0]}") ;; esac
  echo "$ms$answers"
}
# ADDRESS PORT NAME SECONDS: whether there is TLS, what openssl says of the certificate, and the certificate.
hello() {
  local out t=$(now) rc pem code
  command -v openssl >/dev/null || { echo none; return; }
  out=$(timeout "$4" openssl s_client -connect "$1:$2" \${3:+-servername "$3"} </dev/null 2>&1); rc=$?
  if [[ $out == *'-----BEGIN CERTIFICATE-----'* ]]; then
    pem=\${out#*-----BEGIN CERTIFICATE-----}; code=\${out##*Verify return code: }
    echo "ok,$(($(now) - t)),\${code%% *},$(tr -d '\\r\\n ' <<<"\${pem%%-----END*}")"
  else echo "no,$(($(now) - t)),$rc,$(grep -m 1 -o 'SSL routines:[^:]*:[^:]*' <<<"$out" | text)"; fi
}
# ADDRESS PORT NAME SECONDS OPENING: as talk, in TLS.
whisper() {
  local t=$(now) step out
  [ "$5" = - ] && { echo 0,:124; return; }
  out=$(for step in \${5//:/ }; do base64 -d <<<"$step"; sleep 1; done |
    timeout "$4" openssl s_client -quiet -connect "$1:$2" \${3:+-servername "$3"} 2>/dev/null | head -c 768 | text
    echo ":\${PIPESTATUS[1]}")
  echo "$(($(now) - t)),$out"
}
# KEY HOST PORT OWN-ADDRESSES NAME KIND PLAIN-OPENINGS TLS-OPENINGS
run_test() {
  local host=$2 port=$3 own=$4 name=$5 t=$(now) rc=0 found= list a target= at connect=- tls=- said= out n wait
  if [[ $host =~ ^[0-9.]+$|: ]]; then found=" $host"; else
    list=$(timeout 3 getent ahosts "$host" 2>/dev/null); rc=$?
    while read -r a _; do [[ -z $a || " $found " == *" $a "* ]] || found="$found $a"; done <<<"$list"
  fi
  local dns=$rc,$(($(now) - t))\${found// /,}
  for a in $found; do [[ -n $own && ,$own, != *,$a,* ]] && { found=; break; }; done
  for a in $found; do
    t=$(now)
    out=$(timeout 3 bash -c 't=$(now); exec 3<>"/dev/tcp/$0/$1" && echo $(($(now) - t))' "$a" "$port" 2>&1); rc=$?
    if [ $rc = 0 ]; then connect=ok,$out,$a; target=$a; break; fi
    [ "$connect" != - ] || connect=$(why $rc "$out"),$(($(now) - t)),$a
  done
  if [ -n "$target" ]; then
    case $target in *:*) at="[$target]" ;; *) at=$target ;; esac
    n=0; wait=3
    if [ "$6" = tls ]; then
      tls=$(hello "$at" "$port" "$name" 3)
      case $tls in ok*) for a in \${8//,/ }; do
        out=$(whisper "$at" "$port" "$name" "$wait" "$a"); said="$said s$n=$out"; n=$((n + 1)); wait=2
        case $out in *,[!:]*) break ;; esac
      done ;; esac
    fi
    case $6:$tls in plain:* | tls:no*) for a in \${7//,/ }; do
      out=$(talk "$target" "$port" "$wait" "$a" 2>/dev/null); said="$said p$n=$out"; n=$((n + 1)); wait=1
      case $out in *,[!:]*) break ;; esac
    done ;; esac
    # Nobody answered: is it TLS?
    case $6:$8:$out in plain::* | plain:*,[!:]*) ;; plain:*) tls=$(hello "$at" "$port" '' 2) ;; esac
  fi
  echo "plink $1 $dns $connect $tls$said"
}
outputs=()
test_in_background() { local fd; exec {fd}< <(run_test "$@" </dev/null); outputs+=("$fd"); }
print_all() { local fd; for fd in "\${outputs[@]}"; do cat <&"$fd"; done; }`
