import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Claim, StorageClass, Volume } from './storageObjects.ts';
import { classToServe, isReleased, PROVISIONER, volumeFor } from './volumes.ts';

const claim = (changes: Partial<Claim> = {}): Claim => ({
  uid: 'u-1',
  namespace: 'shop',
  name: 'data',
  selectedNode: 'payday',
  isBeingDeleted: false,
  storageClass: 'local',
  volumeName: undefined,
  accessModes: ['ReadWriteOnce'],
  size: '1Gi',
  ...changes,
});
const local: StorageClass = {
  name: 'local',
  provisioner: PROVISIONER,
  reclaimPolicy: 'Delete',
  waitsForPod: true,
};

describe('classToServe', () => {
  const cases: [string, Partial<Claim>, Partial<StorageClass>, boolean][] = [
    ['serves a claim whose pod was placed', {}, {}, true],
    ['waits for the pod', { selectedNode: undefined }, {}, false],
    [
      'does not wait where the class does not',
      { selectedNode: undefined },
      { waitsForPod: false },
      true,
    ],
    ['leaves other classes alone', { storageClass: 'other' }, {}, false],
    ['leaves other provisioners alone', {}, { provisioner: 'x' }, false],
    ['leaves bound claims alone', { volumeName: 'pv' }, {}, false],
    ['leaves claims alone that go', { isBeingDeleted: true }, {}, false],
  ];
  for (const [title, changes, classChanges, isServed] of cases)
    it(title, () =>
      assert.equal(
        classToServe(claim(changes), [{ ...local, ...classChanges }]) !==
          undefined,
        isServed,
      ),
    );
});

describe('isReleased', () => {
  const released: Volume = {
    name: 'pvc-u-1',
    provisionedBy: PROVISIONER,
    path: '/volumes/x',
    reclaimPolicy: 'Delete',
    phase: 'Released',
  };
  const cases: [string, Partial<Volume>, boolean][] = [
    ['a released volume goes', {}, true],
    ['a bound one stays', { phase: 'Bound' }, false],
    ['one to be kept stays', { reclaimPolicy: 'Retain' }, false],
    ["somebody else's stays", { provisionedBy: undefined }, false],
  ];
  for (const [title, changes, goes] of cases)
    it(title, () =>
      assert.equal(isReleased({ ...released, ...changes }), goes),
    );
});

describe('volumeFor', () => {
  it('names the volume after the claim, so that a second one is refused', () => {
    const volume = volumeFor(claim(), local, '/volumes') as {
      metadata: { name: string };
      spec: { local: { path: string }; claimRef: { uid: string } };
    };
    assert.equal(volume.metadata.name, 'pvc-u-1');
    assert.equal(volume.spec.claimRef.uid, 'u-1');
    assert.equal(volume.spec.local.path, '/volumes/shop_data_u-1');
  });
});
