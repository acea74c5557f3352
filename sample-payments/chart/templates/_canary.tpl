{{/* How a new version gets its traffic: root, component. The choice of router stands here alone. */}}
{{- define "payments.canary" -}}
{{- $progress := .root.Values.progress -}}
stableService: {{ .component }}-stable
canaryService: {{ .component }}-canary
maxSurge: 1
maxUnavailable: 0
trafficRouting:
  traefik:
    weightedTraefikServiceName: {{ .component }}
{{- if and $progress.analysis.enabled (ne $progress.profile "none") }}
# From the first weight to the last, and it aborts at once; a step could only look at its own moment.
analysis:
  startingStep: 1
  templates:
    {{- range include "payments.analyses" . | fromJsonArray }}
    - { templateName: {{ . }} }
    {{- end }}
  args:
    - { name: service, value: {{ .component }}-canary }
{{- end }}
{{- with include (printf "payments.steps.%s" $progress.profile) . }}
steps:
  {{- . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Names of the analyses of a component. The web pages keep no ledger. */}}
{{- define "payments.analyses" -}}
{{- $names := list "error-ratio" "latency" -}}
{{- if eq .component "payments-api" }}{{ $names = concat $names (list "ledger-imbalance" "unknown-payments") }}{{ end -}}
{{ toJson $names }}
{{- end }}

{{/* All traffic as soon as the new pods are ready. */}}
{{- define "payments.steps.none" -}}
{{- end }}

{{/* By itself, in a minute or two. */}}
{{- define "payments.steps.staging" -}}
- setWeight: 20
- pause: { duration: 30s }
- setWeight: 50
- pause: { duration: 30s }
{{- end }}

{{/* A person decides once, after the first real traffic. */}}
{{- define "payments.steps.production" -}}
- setWeight: 5
- pause: { duration: 2m }
- setWeight: 25
- pause: {}
- setWeight: 50
- pause: { duration: 5m }
{{- end }}
