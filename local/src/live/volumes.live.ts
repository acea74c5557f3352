import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { clusterFolders } from '../cluster/clusterFolders.ts';
import {
  apply,
  deleteNamespace,
  liveInstance,
  mustKubectl,
  namespaceObject,
  until,
  untilRolledOut,
} from './liveCluster.ts';
import { boxDeployment, pushTestBox } from './testBox.ts';

const NAMESPACE = 'live-volumes';
const { volumes } = clusterFolders(liveInstance);
const folders = () =>
  readdirSync(volumes).filter(name => name.startsWith(`${NAMESPACE}_data_`));

describe('persistent volumes on the running cluster', () => {
  before(async () => {
    const image = await pushTestBox();
    await deleteNamespace(NAMESPACE);
    await apply([
      namespaceObject(NAMESPACE),
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { namespace: NAMESPACE, name: 'data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '10Mi' } },
        },
      },
      boxDeployment({
        namespace: NAMESPACE,
        name: 'writer',
        image,
        command: 'echo written >>/data/file; exec sleep 3600',
        container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
        volumes: [
          { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
        ],
      }),
    ]);
    await untilRolledOut(NAMESPACE, 'writer');
  });
  after(() => deleteNamespace(NAMESPACE));

  it('are made for a claim and can be written without being root', async () => {
    const [folder] = folders();
    const text = await until('the file is written', async () => {
      const path = join(volumes, folder, 'file');
      return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    });
    assert.equal(text, 'written\n');
  });

  it('outlive the pod', async () => {
    await mustKubectl([
      'delete',
      'pods',
      '--all',
      `--namespace=${NAMESPACE}`,
      '--wait',
    ]);
    await untilRolledOut(NAMESPACE, 'writer');
    const [folder] = folders();
    await until('the new pod wrote, too', async () =>
      readFileSync(join(volumes, folder, 'file'), 'utf8') ===
      'written\nwritten\n'
        ? true
        : undefined,
    );
  });

  it('go with their claim', async () => {
    await deleteNamespace(NAMESPACE);
    await until('the folder is gone', async () =>
      folders().length === 0 ? true : undefined,
    );
    const left = JSON.parse(
      await mustKubectl(['get', 'persistentvolumes', '--output=json']),
    ).items.filter(
      ({ spec }: { spec: { claimRef?: { namespace: string } } }) =>
        spec.claimRef?.namespace === NAMESPACE,
    );
    assert.deepEqual(left, []);
  });
});
