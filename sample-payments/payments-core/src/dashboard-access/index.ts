export { hashPassword, verifyPassword } from './passwords.ts';
export { hashSessionToken, makeSessionToken } from './sessionTokens.ts';
