{{/* A metric from Prometheus: root, name, query, healthy (condition on `value`), broken (its opposite).
No data and too little traffic match neither condition: the analysis is inconclusive, and a person decides. A Prometheus
that does not answer is an error, and four of them in a row end the release. */}}
{{- define "payments.analysisMetric" -}}
{{- $analysis := .root.Values.progress.analysis -}}
- name: {{ .name }}
  interval: {{ $analysis.interval }}
  initialDelay: {{ $analysis.initialDelay }}
  count: '{{ "{{args.count}}" }}'
  failureLimit: {{ $analysis.failureLimit }}
  inconclusiveLimit: {{ $analysis.inconclusiveLimit }}
  consecutiveErrorLimit: 4
  successCondition: len(result) > 0 && !isNaN(result[0]) && result[0] {{ .healthy }}
  failureCondition: len(result) > 0 && !isNaN(result[0]) && result[0] {{ .broken }}
  provider:
    prometheus:
      address: {{ $analysis.prometheus }}
      query: |
        {{- .query | nindent 8 }}
{{- end }}

{{/* What every template asks its user for: how many measurements, by default as many as the rollout takes. */}}
{{- define "payments.analysisCount" -}}
- { name: count, value: '100000' }
{{- end }}

{{/* Label matcher of what Traefik counts for a Kubernetes Service: root, service (name of an argument). Counted at the
gateway, so that pods that are gone count as errors. */}}
{{- define "payments.trafficOfService" -}}
service=~"{{ .root.Release.Namespace }}-{{ printf "{{args.%s}}" .service }}-(http|80)@kubernetescrd"
{{- end }}

{{/* Share of answers with 5xx: root, service. */}}
{{- define "payments.errorRatio" -}}
{{- $traffic := include "payments.trafficOfService" . -}}
{{- $window := .root.Values.progress.analysis.window -}}
(sum(rate(traefik_service_requests_total{ {{- $traffic }},code=~"5.."}[{{ $window }}]))
  or 0 * sum(rate(traefik_service_requests_total{ {{- $traffic }}}[{{ $window }}])))
/ sum(rate(traefik_service_requests_total{ {{- $traffic }}}[{{ $window }}]))
{{- end }}

{{/* 99th percentile of the time to answer, in seconds: root, service. */}}
{{- define "payments.p99Seconds" -}}
histogram_quantile(0.99, sum by (le) (
  rate(traefik_service_request_duration_seconds_bucket{ {{- include "payments.trafficOfService" . }}}[{{ .root.Values.progress.analysis.window }}])))
{{- end }}

{{/* Leaves nothing of a result while a version had too few requests to be judged: root, service. */}}
{{- define "payments.withEnoughRequests" -}}
{{- $analysis := .root.Values.progress.analysis -}}
and on () (sum(increase(traefik_service_requests_total{ {{- include "payments.trafficOfService" . }}}[{{ $analysis.window }}])) >= {{ $analysis.minimumRequests }})
{{- end }}
