{{/* A metric from Prometheus: root, name, query, healthy (condition on `value`), broken (its opposite).
No data and too little traffic match neither condition: the analysis is inconclusive, and a person decides. */}}
{{- define "payments.analysisMetric" -}}
{{- $analysis := .root.Values.progress.analysis -}}
- name: {{ .name }}
  interval: {{ $analysis.interval }}
  initialDelay: {{ $analysis.initialDelay }}
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

{{/* Label matcher of what Traefik counts for the Kubernetes Service an analysis is given: root. */}}
{{- define "payments.trafficOfService" -}}
service=~"{{ .root.Release.Namespace }}-{{ "{{args.service}}" }}-(http|80)@kubernetescrd"
{{- end }}
