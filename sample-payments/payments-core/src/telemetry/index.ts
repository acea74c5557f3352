export { JsonLinesSpanExporter } from './JsonLinesSpanExporter.ts';
export { loggerOptions } from './loggerOptions.ts';
export { startTelemetry, type Telemetry } from './startTelemetry.ts';
export { currentTraceparent, linkTo } from './traceContext.ts';
