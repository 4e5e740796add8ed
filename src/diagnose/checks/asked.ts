import { portsOf } from '../../manifest/test-ports.ts'
import type { Severity } from '../../model/finding.ts'
import type { ListenerView, LoadBalancerView, ServerView } from '../../steps/load-balancer/view.ts'
import type { DirectionObservation, TestedTarget } from '../observe/observation.ts'

/** A listener and the load balancer it is on. */
export interface BalancerListener {
  readonly balancer: LoadBalancerView
  readonly listener: ListenerView
}

/** The TCP ports that somebody asked for: tests name them, or plink is to make a listener for them. */
function askedPorts({ half }: DirectionObservation): number[] {
  const made = (half.service.create ?? []).flatMap((each) => each.listeners).map(({ port }) => port)
  return [...new Set([...portsOf(half.tests), ...made])]
}

/** The ports that clients use: those of the tests, else those that are listened on behind the service. */
export function portsToAdmit(observation: Pick<DirectionObservation, 'half' | 'provider'>): number[] {
  const tested = portsOf(observation.half.tests)
  if (tested.length > 0) return tested
  const running = listeningOf(observation).filter(({ listener }) => listener.running && listener.protocol === 'tcp')
  return [...new Set(running.map(({ listener }) => listener.port))]
}

export function listeningOf({ provider }: Pick<DirectionObservation, 'provider'>): BalancerListener[] {
  return (provider?.loadBalancers ?? []).flatMap(({ view }) =>
    view ? view.listeners.map((listener) => ({ balancer: view, listener })) : [],
  )
}

export function servesPort({ port, lastPort }: ListenerView, wanted: number): boolean {
  return port <= wanted && wanted <= lastPort
}

/** Carries TCP: what UDP and TCPSSL listeners do is of no use through PrivateLink. */
function carriesTcp({ protocol }: ListenerView): boolean {
  return protocol === 'tcp' || protocol === 'http' || protocol === 'https'
}

/** Servers that are given traffic; of those whose weight could not be read it is assumed. */
export function serving({ servers }: ListenerView): readonly ServerView[] {
  return servers.filter(({ weight }) => weight !== 0)
}

/** Whether bytes would come through, as far as this account sees. */
function isWhole({ balancer, listener }: BalancerListener): boolean {
  return (
    balancer.active &&
    listener.running &&
    carriesTcp(listener) &&
    serving(listener).some(({ health }) => health !== 'abnormal')
  )
}

/**
 * How much what is wrong with one listener matters. A port that a test names has to work; one that none names is only worth
 * knowing. Where no port is named the direction is broken when no listener is whole.
 */
export function severityOf(observation: DirectionObservation, listener: ListenerView): Severity {
  const asked = askedPorts(observation)
  if (asked.length > 0) return asked.some((port) => servesPort(listener, port)) ? 'error' : 'warning'
  return listeningOf(observation).some(isWhole) ? 'warning' : 'error'
}

/** The tests on a listener's ports that told something. */
function testsOn({ tests }: DirectionObservation, listener: ListenerView): TestedTarget[] {
  return tests.filter(({ port, result }) => servesPort(listener, port) && result.verdict !== 'undetermined')
}

/** Whether a test came through to the right protocol: then nothing on the way kept it off. */
export function isProven(observation: DirectionObservation, listener: ListenerView): boolean {
  return testsOn(observation, listener).some(({ result }) => result.reached === 'protocol')
}

/** Whether a test on one of its ports failed, at whatever stage. */
export function isFailing(observation: DirectionObservation, listener: ListenerView): boolean {
  return testsOn(observation, listener).some(({ result }) => !result.ok)
}

/** Whether a test was answered as it should be. */
export function isAnswered(observation: DirectionObservation, listener: ListenerView): boolean {
  return testsOn(observation, listener).some(({ result }) => result.ok) && !isFailing(observation, listener)
}

/** Whether a test failed, and none came through to the protocol. */
export function isDisproven(observation: DirectionObservation, listener: ListenerView): boolean {
  return isFailing(observation, listener) && !isProven(observation, listener)
}

/** Whether a test failed because no server was behind the port: one that is there and says nothing is another case. */
export function isUnserved(observation: DirectionObservation, listener: ListenerView): boolean {
  return testsOn(observation, listener).some(
    ({ result: { verdict, detail } }) => ['refused', 'timeout', 'reset'].includes(verdict) && detail.code !== 'SILENT',
  )
}
