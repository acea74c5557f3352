{{/*
Names are fixed, not prefixed with the release: an environment is a namespace, and dashboards, policies and the portal
know its objects by name. Every template is called with a dict; `root` is always the chart's context.
*/}}

{{/* Labels that select the pods of a component: root, component. */}}
{{- define "payments.selector" -}}
app.kubernetes.io/name: {{ .component }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{/* Labels of pods: root, component, catalog (name in the catalog, when it differs). Nothing here changes from one
release to the next, so that the same image gives the same pod template and a rollback is recognised as one. */}}
{{- define "payments.podLabels" -}}
{{ include "payments.selector" . }}
app.kubernetes.io/part-of: payments
backstage.io/kubernetes-id: {{ .catalog | default .component }}
payday.internal/environment: {{ .root.Values.environment }}
{{- end }}

{{/* Metadata of an object: root, name, component, wave; catalog; hook, whether Argo CD runs it anew in each sync. */}}
{{- define "payments.metadata" -}}
name: {{ .name }}
labels:
  {{- include "payments.podLabels" . | nindent 2 }}
  app.kubernetes.io/managed-by: {{ .root.Release.Service }}
annotations:
  argocd.argoproj.io/sync-wave: {{ .wave | quote }}
  {{- if .hook }}
  argocd.argoproj.io/hook: Sync
  argocd.argoproj.io/hook-delete-policy: BeforeHookCreation
  {{- end }}
  {{- with .root.Values.expiresAt }}
  payday.internal/expires-at: {{ . | quote }}
  {{- end }}
{{- end }}

{{/* Image reference by digest: root, image (key below `images`). */}}
{{- define "payments.image" -}}
{{- $image := index .root.Values.images .image -}}
{{- $digest := required (printf "images.%s.digest is not set: a release names its images by digest" .image) $image.digest -}}
{{ .root.Values.images.registry }}/{{ $image.repository }}@{{ $digest }}
{{- end }}

{{/* What every pod spec begins with: root, component. */}}
{{- define "payments.pod" -}}
serviceAccountName: {{ .component }}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  fsGroup: 65532
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: { type: RuntimeDefault }
{{- with .root.Values.images.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{/* What every container has: root, image. */}}
{{- define "payments.container" -}}
image: {{ include "payments.image" . }}
imagePullPolicy: IfNotPresent
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
{{- end }}

{{/* Spread over zones and nodes where there are several; never a reason not to start: root, component. */}}
{{- define "payments.spread" -}}
topologySpreadConstraints:
  {{- $selector := include "payments.selector" . }}
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- $selector | nindent 8 }}
  {{- end }}
{{- end }}

{{/* Probes of a service: live, ready (paths). Liveness asks the event loop alone: a restart repairs no database. */}}
{{- define "payments.probes" -}}
startupProbe:
  httpGet: { path: {{ .live }}, port: http }
  periodSeconds: 1
  timeoutSeconds: 2
  # Starting takes seconds, but many at once share the processors.
  failureThreshold: 180
livenessProbe:
  httpGet: { path: {{ .live }}, port: http }
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: { path: {{ .ready }}, port: http }
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: 2
{{- end }}

{{/* Writable memory for a read-only root: size. */}}
{{- define "payments.temporaryVolume" -}}
- name: tmp
  emptyDir: { sizeLimit: {{ .size | default "64Mi" }} }
{{- end }}

{{/* Annotations that ask Prometheus to scrape: root. Empty when a ServiceMonitor does. */}}
{{- define "payments.scrapeAnnotations" -}}
{{- if eq .root.Values.metrics.discovery "annotations" -}}
prometheus.io/scrape: 'true'
prometheus.io/port: '9464'
{{- end }}
{{- end }}
