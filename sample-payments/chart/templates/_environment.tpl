{{/* One variable from the environment's Secret: root, name, key. */}}
{{- define "payments.secretVariable" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef: { name: {{ .root.Values.secretName }}, key: {{ .key }} }
{{- end }}

{{/* Host of the database: root. */}}
{{- define "payments.databaseHost" -}}
{{ ternary "payments-db" .root.Values.database.external.host .root.Values.database.embedded.enabled }}
{{- end }}

{{/* How connections to the database are encrypted: root. The embedded one is reached by its own pods alone. */}}
{{- define "payments.databaseTls" -}}
{{ ternary "disable" "verify-full" .root.Values.database.embedded.enabled }}
{{- end }}

{{/* A connection to the database: root, name (of the variable), user, key (of the password). Passwords are base64url,
which needs no escaping in a URL; Kubernetes puts them in, so no rendered manifest holds one. */}}
{{- define "payments.databaseUrl" -}}
{{ include "payments.secretVariable" (dict "root" .root "name" "DATABASE_PASSWORD" "key" .key) }}
- name: {{ .name }}
  value: postgresql://{{ .user }}:$(DATABASE_PASSWORD)@{{ include "payments.databaseHost" . }}:5432/{{ .root.Values.database.name }}?sslmode={{ include "payments.databaseTls" . }}
{{- end }}

{{/* The cache and its queues: root. */}}
{{- define "payments.cacheUrl" -}}
{{- $cache := .root.Values.cache -}}
{{ include "payments.secretVariable" (dict "root" .root "name" "CACHE_PASSWORD" "key" "cache-password") }}
- name: REDIS_URL
  value: {{ if $cache.embedded.enabled }}redis://:$(CACHE_PASSWORD)@payments-cache:6379{{ else }}rediss://:$(CACHE_PASSWORD)@{{ $cache.external.host }}:{{ $cache.external.port }}{{ end }}
- { name: QUEUE_PREFIX, value: {{ $cache.queuePrefix }} }
{{- end }}

{{/* Where the acquirer is: root. */}}
{{- define "payments.acquirerUrl" -}}
{{- $acquirer := .root.Values.acquirer -}}
- name: ACQUIRER_URL
  value: {{ if $acquirer.simulator.enabled }}http://acquirer-simulator:8090{{ else }}{{ required "acquirer.url is not set, and the simulator is off" $acquirer.url }}{{ end }}
- { name: ACQUIRER_TIMEOUT_MS, value: {{ $acquirer.timeoutMilliseconds | quote }} }
{{- end }}

{{/* Hosts that events may go to although they are private: root. Only the simulated merchant is one. */}}
{{- define "payments.allowedWebhookHosts" -}}
{{- if .root.Values.merchantSimulator.enabled -}}
- { name: WEBHOOK_ALLOWED_HOSTS, value: 'merchant-simulator:8091' }
{{- end }}
{{- end }}

{{/* What a service tells about itself: root, component, image. The version is the image's, so that it changes with it
and with nothing else. */}}
{{- define "payments.telemetry" -}}
{{- $telemetry := .root.Values.telemetry -}}
- { name: OTEL_SERVICE_NAME, value: {{ .component }} }
- { name: SERVICE_VERSION, value: {{ (index .root.Values.images .image).digest | trimPrefix "sha256:" | trunc 12 | quote }} }
- { name: LOG_LEVEL, value: {{ $telemetry.logLevel }} }
- { name: METRICS_PORT, value: '9464' }
- { name: TRACES, value: {{ $telemetry.traces | quote }} }
- { name: TRACES_RATIO, value: {{ $telemetry.tracesRatio | quote }} }
{{- if eq $telemetry.traces "otlp" }}
- { name: OTEL_EXPORTER_OTLP_ENDPOINT, value: {{ required "telemetry.otlp.endpoint is not set" $telemetry.otlp.endpoint }} }
{{- end }}
{{- end }}

{{/* Host of the database as another namespace sees it: root. */}}
{{- define "payments.scalerDatabaseHost" -}}
{{ ternary (printf "payments-db.%s.svc" .root.Release.Namespace) .root.Values.database.external.host .root.Values.database.embedded.enabled }}
{{- end }}

{{/* Refuses pools that could ask for more connections than the embedded database has: root. While a version is being
replaced, all of its API pods may run twice, and one worker more. */}}
{{- define "payments.requireEnoughConnections" -}}
{{- $api := .root.Values.api -}}
{{- $worker := .root.Values.worker -}}
{{- $apiPods := ternary $api.autoscaling.maximum $api.replicas $api.autoscaling.enabled | int -}}
{{- $workerPods := ternary $worker.autoscaling.maximum $worker.replicas $worker.autoscaling.enabled | int -}}
{{- $needed := add (mul 2 $apiPods $api.databasePoolSize) (mul (add $workerPods 1) $worker.databasePoolSize) 5 -}}
{{- $available := int .root.Values.database.embedded.settings.max_connections -}}
{{- if gt (int $needed) $available }}
{{- fail (printf "database.embedded.settings.max_connections is %d, but the pools may need %d" $available $needed) }}
{{- end }}
{{- end }}
