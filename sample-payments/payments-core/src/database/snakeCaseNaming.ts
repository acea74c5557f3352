import { DefaultNamingStrategy } from 'typeorm';

/** Columns are named `like_this` in SQL and `likeThis` in TypeScript. Tables are named by their entity. */
export class SnakeCaseNaming extends DefaultNamingStrategy {
  override columnName(property: string, customName: string | undefined): string {
    return customName ?? property.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
  }
}
