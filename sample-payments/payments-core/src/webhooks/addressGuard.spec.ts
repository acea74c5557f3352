import { describe, expect, it } from 'vitest';
import { isLoopback, isPublicAddress } from './addressGuard.ts';

describe('isPublicAddress', () => {
  it.each([
    ['1.1.1.1', true],
    ['93.184.216.34', true],
    ['172.15.255.255', true],
    ['172.32.0.1', true],
    ['100.63.255.255', true],
    ['2606:4700:4700::1111', true],
    ['2a00:1450:4001:80b::200e', true],
    ['0.0.0.0', false],
    ['10.0.0.1', false],
    ['100.64.0.1', false],
    ['100.100.100.200', false],
    ['127.0.0.1', false],
    ['127.255.255.254', false],
    ['168.63.129.16', false],
    ['169.254.169.254', false],
    ['169.254.170.2', false],
    ['172.16.0.1', false],
    ['172.31.255.255', false],
    ['192.0.0.192', false],
    ['192.0.2.1', false],
    ['192.168.1.1', false],
    ['198.18.0.1', false],
    ['203.0.113.7', false],
    ['224.0.0.1', false],
    ['239.255.255.255', false],
    ['240.0.0.1', false],
    ['255.255.255.255', false],
    ['::', false],
    ['::1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:7f00:1', false],
    ['::ffff:1.1.1.1', false],
    ['0:0:0:0:0:ffff:a9fe:a9fe', false],
    ['::127.0.0.1', false],
    ['::ffff:0:127.0.0.1', false],
    ['64:ff9b::7f00:1', false],
    ['64:ff9b:1::1', false],
    ['100::1', false],
    ['2001::1', false],
    ['2001:db8::1', false],
    ['2002:7f00:1::', false],
    ['fc00::1', false],
    ['fd00:ec2::254', false],
    ['fe80::1', false],
    ['fe80::1%eth0', false],
    ['fec0::1', false],
    ['ff02::1', false],
    ['localhost', false],
    ['', false],
    ['127.1', false],
  ])('%s: %s', (address, expected) => expect(isPublicAddress(address)).toBe(expected));
});

describe('isLoopback', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['::1', true],
    ['::ffff:127.0.0.1', false],
    ['10.0.0.1', false],
    ['::2', false],
  ])('%s: %s', (address, expected) => expect(isLoopback(address)).toBe(expected));
});

describe('hosts that a URL writes in odd forms', () => {
  it.each(['http://2130706433', 'http://0x7f.1', 'http://017700000001', 'http://127.1', 'http://127。0。0。1'])(
    '%s is 127.0.0.1 once parsed',
    url => expect(new URL(url).hostname).toBe('127.0.0.1'),
  );
});
