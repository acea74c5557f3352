/**
 * For `node --import @payments/core/telemetry/register`: reads the settings from the environment and starts telemetry
 * before anything that it patches is loaded.
 */
import { parseEnvironment, telemetrySettings } from '../configuration/index.ts';
import { startTelemetry, type Telemetry } from './startTelemetry.ts';

const running = await startTelemetry(parseEnvironment(telemetrySettings, process.env));

/** What runs in this process; import it to shut it down in order. */
export const telemetry: Telemetry = running;
