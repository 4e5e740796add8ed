import type { Command } from './command.ts'
import { acceptCommand } from './commands/accept.ts'
import { completionCommand } from './commands/completion.ts'
import { connectionApproveCommand } from './commands/connection-approve.ts'
import { connectionListCommand } from './commands/connection-list.ts'
import { connectionRejectCommand } from './commands/connection-reject.ts'
import { connectionWaitCommand } from './commands/connection-wait.ts'
import { demoCommand } from './commands/demo.ts'
import { doctorCommand } from './commands/doctor.ts'
import { downCommand } from './commands/down.ts'
import { endpointAddZoneCommand } from './commands/endpoint-add-zone.ts'
import { endpointCreateCommand } from './commands/endpoint-create.ts'
import { endpointDeleteCommand } from './commands/endpoint-delete.ts'
import { endpointGetCommand } from './commands/endpoint-get.ts'
import { endpointListCommand } from './commands/endpoint-list.ts'
import { endpointRemoveZoneCommand } from './commands/endpoint-remove-zone.ts'
import { endpointUpdateCommand } from './commands/endpoint-update.ts'
import { endpointWaitCommand } from './commands/endpoint-wait.ts'
import { explainCommand } from './commands/explain.ts'
import { initCommand } from './commands/init.ts'
import { inviteCommand } from './commands/invite.ts'
import { lbCheckCommand } from './commands/lb-check.ts'
import { lbCreateCommand } from './commands/lb-create.ts'
import { lbDeleteCommand } from './commands/lb-delete.ts'
import { lbGetCommand } from './commands/lb-get.ts'
import { lbListCommand } from './commands/lb-list.ts'
import { openCommand } from './commands/open.ts'
import { planCommand } from './commands/plan.ts'
import { policyCommand } from './commands/policy.ts'
import { serviceAttachCommand } from './commands/service-attach.ts'
import { serviceCreateCommand } from './commands/service-create.ts'
import { serviceDeleteCommand } from './commands/service-delete.ts'
import { serviceDetachCommand } from './commands/service-detach.ts'
import { serviceGetCommand } from './commands/service-get.ts'
import { serviceListCommand } from './commands/service-list.ts'
import { serviceUpdateCommand } from './commands/service-update.ts'
import { serviceZonesCommand } from './commands/service-zones.ts'
import { simulatorCommand } from './commands/simulator.ts'
import { stateAdoptCommand } from './commands/state-adopt.ts'
import { stateForgetCommand } from './commands/state-forget.ts'
import { stateListCommand } from './commands/state-list.ts'
import { stateShowCommand } from './commands/state-show.ts'
import { stateUnlockCommand } from './commands/state-unlock.ts'
import { statusCommand } from './commands/status.ts'
import { testCommand } from './commands/test.ts'
import { upCommand } from './commands/up.ts'
import { whitelistAddCommand } from './commands/whitelist-add.ts'
import { whitelistListCommand } from './commands/whitelist-list.ts'
import { whitelistRemoveCommand } from './commands/whitelist-remove.ts'
import { whoamiCommand } from './commands/whoami.ts'

/** All commands, in the order of the help. */
export const commands: readonly Command[] = [
  initCommand,
  planCommand,
  upCommand,
  statusCommand,
  testCommand,
  doctorCommand,
  explainCommand,
  whoamiCommand,
  downCommand,
  inviteCommand,
  acceptCommand,
  openCommand,
  serviceCreateCommand,
  serviceGetCommand,
  serviceListCommand,
  serviceUpdateCommand,
  serviceDeleteCommand,
  serviceAttachCommand,
  serviceDetachCommand,
  serviceZonesCommand,
  whitelistAddCommand,
  whitelistRemoveCommand,
  whitelistListCommand,
  connectionListCommand,
  connectionApproveCommand,
  connectionRejectCommand,
  connectionWaitCommand,
  endpointCreateCommand,
  endpointGetCommand,
  endpointListCommand,
  endpointUpdateCommand,
  endpointDeleteCommand,
  endpointAddZoneCommand,
  endpointRemoveZoneCommand,
  endpointWaitCommand,
  lbCheckCommand,
  lbCreateCommand,
  lbGetCommand,
  lbListCommand,
  lbDeleteCommand,
  stateShowCommand,
  stateListCommand,
  stateAdoptCommand,
  stateForgetCommand,
  stateUnlockCommand,
  policyCommand,
  simulatorCommand,
  demoCommand,
  completionCommand,
]
