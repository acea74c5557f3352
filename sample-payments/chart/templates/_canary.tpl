{{/* How a new version gets its traffic: root, component, strategy (canary or blueGreen). The choice of router stands here
alone. */}}
{{- define "payments.strategy" -}}
{{- if and (eq .strategy "blueGreen") (ne .root.Values.progress.profile "none") -}}
blueGreen:
  {{- include "payments.blueGreen" . | nindent 2 }}
{{- else -}}
canary:
  {{- include "payments.canary" . | nindent 2 }}
{{- end }}
{{- end }}

{{/* A share of the traffic, growing by steps: root, component. */}}
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
  {{- include "payments.analysisOf" (dict "root" .root "component" .component "measured" (printf "%s-canary" .component)) | nindent 2 }}
{{- end }}
{{- with include (printf "payments.steps.%s" $progress.profile) . }}
steps:
  {{- . | nindent 2 }}
{{- end }}
{{- end }}

{{/* All visitors at once: root, component. The gateway leads to the Service `…-stable`, whose pods change; the old ones stay
for ten minutes, so that going back is as quick. With the profile production a person switches. */}}
{{- define "payments.blueGreen" -}}
{{- $progress := .root.Values.progress -}}
activeService: {{ .component }}-stable
previewService: {{ .component }}-canary
autoPromotionEnabled: {{ ne $progress.profile "production" }}
scaleDownDelaySeconds: 600
{{- if $progress.analysis.enabled }}
# Visitors' own requests, right after the switch: what fails goes back.
postPromotionAnalysis:
  {{- include "payments.analysisOf" (dict "root" .root "component" .component "measured" (printf "%s-stable" .component) "count" 3) | nindent 2 }}
{{- end }}
{{- end }}

{{/* What measures a version: root, component, measured (the Service with its traffic), count (of measurements; without it,
until the rollout ends). Nothing can be compared with stable after a switch. */}}
{{- define "payments.analysisOf" -}}
templates:
  {{- range include "payments.analyses" . | fromJsonArray }}
  - { templateName: {{ . }} }
  {{- end }}
args:
  - { name: service, value: {{ .measured }} }
  {{- if .count }}
  - { name: count, value: '{{ .count }}' }
  {{- else }}
  - { name: stable, value: {{ .component }}-stable }
  {{- end }}
{{- end }}

{{/* Names of the analyses of a component. The web pages keep no ledger. */}}
{{- define "payments.analyses" -}}
{{- $names := list "error-ratio" "latency" -}}
{{- if not .count }}{{ $names = concat $names (list "error-ratio-over-stable" "latency-over-stable") }}{{ end -}}
{{- if eq .component "payments-api" }}{{ $names = concat $names (list "ledger-imbalance" "unknown-payments") }}{{ end -}}
{{ toJson $names }}
{{- end }}

{{/* All traffic as soon as the new pods are ready. */}}
{{- define "payments.steps.none" -}}
{{- end }}

{{/* By itself, in less than a minute. */}}
{{- define "payments.steps.staging" -}}
- setWeight: 50
- pause: { duration: 45s }
{{- end }}

{{/* A person decides once, after the first real traffic. */}}
{{- define "payments.steps.production" -}}
- setWeight: 10
- pause: { duration: 2m }
- setWeight: 25
- pause: {}
- setWeight: 50
- pause: { duration: 2m }
{{- end }}
