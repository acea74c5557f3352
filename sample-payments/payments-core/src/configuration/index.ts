export { ConfigurationError, parseEnvironment, type Environment } from './parseEnvironment.ts';
export {
  acquirerSettings,
  databaseSettings,
  migrationSettings,
  redisSettings,
  secretSettings,
  serverSettings,
  telemetrySettings,
  webhookSettings,
  type TelemetrySettings,
} from './settings.ts';
