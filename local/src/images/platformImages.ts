import type { ToolImage } from './toolImage.ts';

/** Other names of Argo CD's one program, by which it knows its role. */
const ARGO_CD_ROLES = [
  'argocd-application-controller',
  'argocd-applicationset-controller',
  'argocd-cmp-server',
  'argocd-commit-server',
  'argocd-git-ask-pass',
  'argocd-k8s-auth',
  'argocd-notifications',
  'argocd-repo-server',
  'argocd-server',
];

/** Paths of the programs in Argo CD's image. `gitVerifyWrapper` is `hack/git-verify-wrapper.sh` of its module. */
export interface ArgoCdPrograms {
  argocd: string;
  helm: string;
  kustomize: string;
  gitVerifyWrapper: string;
}

/** All roles of Argo CD, with what its repo server runs. */
export function argoCdImage(programs: ArgoCdPrograms): ToolImage {
  const { argocd, helm, kustomize, gitVerifyWrapper } = programs;
  const folder = '/usr/local/bin';
  return {
    name: 'argo-cd',
    base: 'git',
    binaries: [
      { from: argocd, to: `${folder}/argocd`, links: ARGO_CD_ROLES },
      { from: helm, to: `${folder}/helm` },
      { from: kustomize, to: `${folder}/kustomize` },
      { from: gitVerifyWrapper, to: `${folder}/git-verify-wrapper.sh` },
    ],
    entrypoint: [`${folder}/argocd`],
  };
}

/** A tool of one static program, e.g. Traefik: `/usr/local/bin/<name of the file>` on the image `static`. */
export function singleProgramImage(
  name: string,
  program: { from: string; as: string },
): ToolImage {
  const to = `/usr/local/bin/${program.as}`;
  return {
    name,
    base: 'static',
    binaries: [{ from: program.from, to }],
    entrypoint: [to],
  };
}
