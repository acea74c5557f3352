import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { userKubeconfigPath } from '../cluster/kubeconfig.ts';
import { commandFor } from '../instance.ts';
import {
  instanceOf,
  withCommonOptions,
  type CommonOptions,
} from '../options.ts';
import { statusReport, type StatusReport } from '../status/statusReport.ts';
import type { ComponentGroup } from '../supervisor/component.ts';
import { formatBytes } from '../system/diskSpace.ts';

const MARKS: Record<StatusReport['portal']['state'], string> = {
  healthy: '✔',
  starting: '…',
  building: '…',
  degraded: '!',
  stopped: '·',
  failed: '✗',
};

const GROUP_TITLES: Record<ComponentGroup, string> = {
  portal: 'Portal',
  tools: 'Tools, built once for this machine',
  cluster: 'Cluster',
  platform: 'Platform, running in the cluster',
};

/** `payday status` */
export function registerStatus(program: Command): void {
  const command = program
    .command('status')
    .description("every component's state, since when, address and log file")
    .addHelpText(
      'after',
      `
Examples:
  ./payday status
  ./payday status --json | jq -r .portal.state

Exits 0 when the state could be told, whatever it is.`,
    );
  withCommonOptions(command, { json: true }).action(status);
}

async function status(options: CommonOptions): Promise<void> {
  const instance = instanceOf(options);
  const report = await statusReport(instance);
  if (options.json) {
    console.log(JSON.stringify(report, null, 2));
    return;
  }
  console.log(
    `Portal ${report.portal.state}, ${report.portal.url} (instance ${report.instance}, cluster: ${report.cluster})`,
  );
  const width = Math.max(0, ...report.components.map(row => row.name.length));
  for (const [group, title] of Object.entries(GROUP_TITLES)) {
    const components = report.components.filter(row => row.group === group);
    if (components.length === 0) continue;
    console.log(`\n${title}\n${formatComponents(components, width)}`);
  }
  if (report.cluster === 'embedded' && existsSync(userKubeconfigPath(instance)))
    console.log(
      `\nFor your own kubectl:  export KUBECONFIG='${userKubeconfigPath(
        instance,
      )}'`,
    );
  if (report.portal.state === 'stopped')
    console.log(`To start:  ${commandFor(instance, 'up')}`);
}

function formatComponents(
  components: StatusReport['components'],
  width: number,
): string {
  return components
    .map(({ name, state, reason, since, url, logFile, memoryBytes }) => {
      const facts = [
        `${MARKS[state]} ${name.padEnd(width)}  ${state.padEnd(8)}`,
        `since ${new Date(since).toLocaleString('sv')}`,
        memoryBytes === undefined ? undefined : formatBytes(memoryBytes),
        url,
      ].filter(fact => fact !== undefined);
      const below = [reason, state === 'failed' ? `log: ${logFile}` : undefined]
        .filter(line => line !== undefined)
        .map(line => `\n${' '.repeat(width + 4)}${line}`);
      return facts.join('  ') + below.join('');
    })
    .join('\n');
}
