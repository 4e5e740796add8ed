import { runScript } from '../network/agent.ts'
import { namesOf } from '../network/world-network.ts'
import { apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { InstanceEntity, InvocationEntity } from '../world/entities.ts'
import { newId, timeText } from '../world/id.ts'
import { hasTags, readTags, requireTags, tagsOf } from '../world/tags.ts'
import { notifyChange, type World } from '../world/world.ts'
import { eitherPage } from './ecs-page.ts'
import { fits, fitsOne, fitsPattern } from './filters.ts'

/** Characters of a command after Base64 (Ecs RunCommand, CommandContent). */
const longest = 24 * 1024
const types = ['RunShellScript', 'RunPowerShellScript', 'RunBatScript']

type CommandAction =
  | 'ecs.DescribeCloudAssistantStatus'
  | 'ecs.RunCommand'
  | 'ecs.DescribeInvocations'
  | 'ecs.DescribeInvocationResults'
  | 'ecs.StopInvocation'

/**
 * Cloud Assistant. The operator says what the agent of an instance answers (admin action `agent`); nothing is executed unless
 * he lets the agent do so.
 */
export const cloudAssistant: Pick<Handlers, CommandAction> = {
  // The status is text, and one unknown id fails the whole call (Ecs DescribeCloudAssistantStatus).
  'ecs.DescribeCloudAssistantStatus': (context, input) => {
    const known = context.mine(context.world.instances)
    if (input.InstanceId?.some((id) => !known.some((row) => row.id === id))) throw apiError('InvalidInstance.NotFound')
    const rows = known.filter((row) => fitsOne(input.InstanceId, row.id) && fits(input.OSType, 'Linux'))
    const { items, next, numbers } = eitherPage(context, rows, input, 50)
    return {
      ...numbers,
      InstanceCloudAssistantStatusSet: {
        InstanceCloudAssistantStatus: items.map((row) => ({
          InstanceId: row.id,
          CloudAssistantStatus: String(isOnline(row)),
          CloudAssistantVersion: '2.2.3.857',
          OSType: 'Linux',
          InvocationCount: runsOf(context, row).length,
          ActiveTaskCount: runsOf(context, row).filter((run) => run.finished === null).length,
          LastInvokedTime: optionalTime(runsOf(context, row).at(-1)?.created),
          LastHeartbeatTime: isOnline(row) ? timeText(context.now) : '',
          SupportSessionManager: true,
        })),
      },
      NextToken: '',
      ...next,
    }
  },

  // Accepted only; what comes of it is polled for (Ecs RunCommand).
  'ecs.RunCommand': (context, input) => {
    const { world, account } = context
    if (input.InstanceId === undefined) throw apiError('MissingParam.InstanceId')
    if (!types.includes(input.Type)) throw apiError('InvalidCmdType.NotFound')
    if (input.Type !== 'RunShellScript') throw apiError('InvalidInstance.NotMatch')
    if (input.CommandContent.length > longest) throw apiError('CmdContent.ExceedLimit')
    const content =
      input.ContentEncoding === 'Base64' ? Buffer.from(input.CommandContent, 'base64').toString() : input.CommandContent
    requireTags(input.Tag)
    const targets = input.InstanceId.map((id) => {
      const row = context.find(world.instances, id)
      if (row === undefined) throw apiError('InvalidInstance.NotFound')
      return row
    })
    context.commit()
    const [invocation, command] = [newId(world, 't'), newId(world, 'c')]
    for (const target of targets) {
      const run: InvocationEntity = {
        id: invocation,
        ...context.origin,
        command,
        instance: target.id,
        name: input.Name ?? '',
        description: input.Description ?? '',
        type: input.Type,
        content,
        user: input.Username ?? 'root',
        workingDir: input.WorkingDir ?? '/root',
        terminationMode: input.TerminationMode ?? 'Process',
        isKept: input.KeepCommand ?? false,
        timeout: input.Timeout ?? 60,
        finished: null,
        status: 'Running',
        output: '',
        exitCode: 0,
        error: '',
        resourceGroup: input.ResourceGroupId ?? account.resourceGroup,
        tags: tagsOf(input.Tag),
      }
      world.invocations.push(run)
      if (target.status === 'Running' && target.agent && 'runs' in target.agent) {
        void execute(run, world)
        continue
      }
      context.begin({
        object: `invocation ${run.id}:${target.id}`,
        needs: [],
        service: null,
        from: '',
        via: 'Running',
        to: 'Finished',
        ms: world.durations.command,
        finish: (at) => finish(run, target, at),
      })
    }
    return { CommandId: command, InvokeId: invocation }
  },

  'ecs.DescribeInvocations': (context, input) => {
    const rows = [...new Map(mine(context).map((run) => [run.id, run])).values()].filter(
      (run) =>
        fits(input.InvokeId, run.id) &&
        fits(input.CommandId, run.command) &&
        fitsPattern(input.CommandName, run.name) &&
        fits(input.CommandType, run.type) &&
        fits(input.RepeatMode, 'Once') &&
        fits(input.InvokeStatus, recordStatus(run)) &&
        fits(input.ResourceGroupId, run.resourceGroup) &&
        (input.InstanceId === undefined ||
          mine(context).some((each) => each.id === run.id && each.instance === input.InstanceId)) &&
        hasTags(run.tags, input.Tag),
    )
    const { items, next, numbers } = eitherPage(context, rows, input, 50)
    return {
      ...numbers,
      Invocations: {
        Invocation: items.map((run) => ({
          InvokeId: run.id,
          CommandId: run.command,
          CommandName: run.name,
          CommandDescription: run.description,
          CommandType: run.type,
          CommandContent: encode(run.content, input.ContentEncoding),
          CreationTime: timeText(run.created),
          InvocationStatus: run.status,
          InvokeStatus: recordStatus(run),
          RepeatMode: 'Once',
          TerminationMode: run.terminationMode,
          Timeout: run.timeout,
          Username: run.user,
          WorkingDir: run.workingDir,
          InvokeInstances: {
            InvokeInstance: mine(context)
              .filter((each) => each.id === run.id)
              .map((each) => ({
                InstanceId: each.instance,
                InvocationStatus: each.status,
                InstanceInvokeStatus: recordStatus(each),
                CreationTime: timeText(each.created),
                StartTime: timeText(each.created),
                FinishTime: optionalTime(each.finished),
                UpdateTime: timeText(each.finished ?? each.created),
                ExitCode: each.exitCode,
                ErrorCode: each.error,
                Repeats: 1,
                ...(input.IncludeOutput === true ? { Output: encode(each.output, input.ContentEncoding) } : {}),
              })),
          },
          Tags: { Tag: readTags(run.tags) },
        })),
      },
      NextToken: '',
      ...next,
    }
  },

  'ecs.DescribeInvocationResults': (context, input) => {
    const rows = mine(context).filter(
      (run) =>
        fits(input.InvokeId, run.id) &&
        fits(input.CommandId, run.command) &&
        fits(input.InstanceId, run.instance) &&
        fits(input.InvokeRecordStatus, recordStatus(run)) &&
        fits(input.ResourceGroupId, run.resourceGroup) &&
        hasTags(run.tags, input.Tag),
    )
    const { items, next } = tokenPage(context.world, rows, input, { normal: 10, most: 50 })
    for (const run of items) context.shows(`invocation ${run.id}:${run.instance}`)
    return {
      Invocation: {
        PageNumber: input.PageNumber ?? 1,
        PageSize: input.PageSize ?? 10,
        TotalCount: rows.length,
        NextToken: '',
        ...next,
        InvocationResults: {
          InvocationResult: items.map((run) => ({
            InvokeId: run.id,
            CommandId: run.command,
            InstanceId: run.instance,
            InvocationStatus: run.status,
            InvokeRecordStatus: recordStatus(run),
            ExitCode: run.exitCode,
            Output: encode(run.output, input.ContentEncoding),
            ErrorCode: run.error,
            ErrorInfo: run.error,
            Repeats: 1,
            Username: run.user,
            StartTime: timeText(run.created),
            FinishedTime: optionalTime(run.finished),
            StopTime: run.status === 'Terminated' ? optionalTime(run.finished) : '',
            TerminationMode: run.terminationMode,
            Tags: { Tag: readTags(run.tags) },
          })),
        },
      },
    }
  },

  'ecs.StopInvocation': (context, input) => {
    const runs = mine(context).filter((run) => run.id === input.InvokeId && fitsOne(input.InstanceId, run.instance))
    if (runs.length === 0) throw apiError('InvalidInvokeId.NotFound')
    context.commit()
    for (const run of runs.filter((each) => each.finished === null)) {
      run.status = 'Terminated'
      run.finished = context.now
    }
    return {}
  },
}

/** Runs it for real, and in real time. */
async function execute(run: InvocationEntity, world: World): Promise<void> {
  const names = new Map(namesOf(world))
  for (const [name, said] of world.names) names.set(name, Array.isArray(said) ? said : [])
  const { output, exitCode, late } = await runScript(run.content, names, run.timeout * 1_000)
  if (run.finished !== null) return
  run.finished = world.clock.now()
  run.output = output
  run.exitCode = exitCode
  run.status = late ? 'Timeout' : exitCode === 0 ? 'Success' : 'Failed'
  run.error = late ? 'ExecutionTimeout' : exitCode === 0 ? '' : 'ExitCodeNonzero'
  notifyChange(world)
}

/** A dead agent is not refused but told afterwards (Ecs DescribeInvocationResults, ErrorCode). */
function finish(run: InvocationEntity, target: InstanceEntity, at: number): void {
  if (run.finished !== null) return
  run.finished = at
  if (!isOnline(target) || target.agent === null || 'runs' in target.agent) {
    run.status = 'Failed'
    run.error = target.status === 'Running' ? 'ClientNotRunning' : 'InstanceNotRunning'
    return
  }
  run.output = target.agent.output
  run.exitCode = target.agent.exitCode
  run.status = run.exitCode === 0 ? 'Success' : 'Failed'
  run.error = run.exitCode === 0 ? '' : 'ExitCodeNonzero'
}

function isOnline(row: InstanceEntity): boolean {
  return row.status === 'Running' && row.agent !== null
}

/** `Finished` also for what ended badly: success is not to be read from it. */
function recordStatus(run: InvocationEntity): string {
  if (run.status === 'Running') return 'Running'
  if (run.status === 'Terminated') return 'Stopped'
  return run.error === '' || run.error === 'ExitCodeNonzero' ? 'Finished' : 'Failed'
}

function mine(context: CallContext): InvocationEntity[] {
  return context.world.invocations.filter(
    (run) => run.owner === context.account.uid && run.region === context.region && context.sees(run.created),
  )
}

function runsOf(context: CallContext, row: InstanceEntity): InvocationEntity[] {
  return mine(context).filter((run) => run.instance === row.id)
}

/** Base64 unless plain text is asked for (Ecs DescribeInvocationResults, ContentEncoding). */
function encode(text: string, encoding = 'Base64'): string {
  return encoding === 'PlainText' ? text : Buffer.from(text).toString('base64')
}

function optionalTime(ms: number | null | undefined): string {
  return ms === null || ms === undefined ? '' : timeText(ms)
}
