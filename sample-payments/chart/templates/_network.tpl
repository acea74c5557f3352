{{/* Pods of this release: root, component, port. */}}
{{- define "payments.toComponent" -}}
- to:
    - podSelector:
        matchLabels:
          {{- include "payments.selector" . | nindent 10 }}
  ports: [{ port: {{ .port }} }]
{{- end }}

{{/* Way out to the database: root. */}}
{{- define "payments.toDatabase" -}}
{{- if .root.Values.database.embedded.enabled -}}
{{ include "payments.toComponent" (dict "root" .root "component" "payments-db" "port" 5432) }}
{{- else -}}
{{ include "payments.toBlocks" (dict "blocks" .root.Values.database.external.blocks "port" 5432) }}
{{- end }}
{{- end }}

{{/* Way out to the cache: root. */}}
{{- define "payments.toCache" -}}
{{- if .root.Values.cache.embedded.enabled -}}
{{ include "payments.toComponent" (dict "root" .root "component" "payments-cache" "port" 6379) }}
{{- else -}}
{{ include "payments.toBlocks" (dict "blocks" .root.Values.cache.external.blocks "port" .root.Values.cache.external.port) }}
{{- end }}
{{- end }}

{{/* Way out to the acquirer: root. */}}
{{- define "payments.toAcquirer" -}}
{{- if .root.Values.acquirer.simulator.enabled -}}
{{ include "payments.toComponent" (dict "root" .root "component" "acquirer-simulator" "port" 8090) }}
{{- else -}}
{{ include "payments.toBlocks" (dict "blocks" .root.Values.acquirer.blocks "port" 443) }}
{{- end }}
{{- end }}

{{/* Way out to the simulated merchant, where there is one: root. */}}
{{- define "payments.toMerchantSimulator" -}}
{{- if .root.Values.merchantSimulator.enabled -}}
{{ include "payments.toComponent" (dict "root" .root "component" "merchant-simulator" "port" 8091) }}
{{- end }}
{{- end }}

{{/* Way out for traces, when they are sent: root. */}}
{{- define "payments.toTraces" -}}
{{- if eq .root.Values.telemetry.traces "otlp" -}}
- to:
    - namespaceSelector:
        matchLabels: { kubernetes.io/metadata.name: {{ .root.Values.telemetry.otlp.namespace }} }
  ports: [{ port: 4318 }]
{{- end }}
{{- end }}

{{/* Addresses outside the cluster: blocks, port. None is refused, because an empty `to` would mean everywhere. */}}
{{- define "payments.toBlocks" -}}
{{- if not .blocks }}{{ fail (printf "no address blocks are set for the external service at port %v" .port) }}{{ end -}}
- to:
    {{- range .blocks }}
    - ipBlock: { cidr: {{ . }} }
    {{- end }}
  ports: [{ port: {{ .port }} }]
{{- end }}

{{/* Way in from the gateway: root, port. */}}
{{- define "payments.fromGateway" -}}
- from:
    - namespaceSelector:
        matchLabels: { kubernetes.io/metadata.name: {{ .root.Values.network.gatewayNamespace }} }
      podSelector:
        matchLabels: { app.kubernetes.io/name: traefik }
  ports: [{ port: {{ .port }} }]
{{- end }}

{{/* Way in for scrapes: root. */}}
{{- define "payments.fromMonitoring" -}}
{{- if ne .root.Values.metrics.discovery "none" -}}
- from:
    - namespaceSelector:
        matchLabels: { kubernetes.io/metadata.name: {{ .root.Values.network.monitoringNamespace }} }
      podSelector:
        matchLabels: { app.kubernetes.io/name: prometheus }
  ports: [{ port: 9464 }]
{{- end }}
{{- end }}

{{/* Way in from components of this release: root, components, port. */}}
{{- define "payments.fromComponents" -}}
- from:
    - podSelector:
        matchLabels: { app.kubernetes.io/instance: {{ .root.Release.Name }} }
        matchExpressions:
          - { key: app.kubernetes.io/name, operator: In, values: [{{ join ", " .components }}] }
  ports: [{ port: {{ .port }} }]
{{- end }}
