/** A program that a tool's module builds. */
export interface Program {
  /** Name in the tool's `bin` folder. */
  name: string;
  /** Import path of its main package; `.` is the module's own. */
  package: string;
  /** Arguments with which it shows that it starts; none for a program that only works through its links. */
  check?: string[];
  /** Other names it is called by, each with the arguments that show that it starts. */
  links?: Record<string, string[]>;
}

/** A file, or all YAML files of a folder but the kustomization, that a module holds and the platform needs. */
export interface Asset {
  /** Path of the module; must be among those that the tool's go.mod names. */
  module: string;
  /** Path inside the module. */
  from: string;
  /** Folder inside the built tool, e.g. `crds`. */
  to: 'bin' | 'config' | 'crds';
}

/** A file of a module in whose place one of ours is compiled. */
export interface Replacement {
  /** Path of the module; must be among those that the tool's go.mod names. */
  module: string;
  /** Path of the file inside the module. */
  file: string;
  /** Path of our file inside the tool's own module. */
  by: string;
}

/** A pinned Go module under `local/tools` and what is made of it. */
export interface Tool {
  /** Lower-case words with dashes. */
  name: string;
  title: string;
  /** Folder in `local/tools`; tools that share packages share a module. */
  module: string;
  programs: Program[];
  assets: Asset[];
  /** Files that are compiled in another form, so that what the platform never uses need not be compiled. */
  replacements?: Replacement[];
  /** As GOTOOLCHAIN names it. */
  goVersion: string;
  /** GOEXPERIMENT that it cannot be compiled without. */
  experiment?: string;
  /** Arguments of `go build`. */
  flags: string[];
  /** True for what a cluster cannot do without; the others are built once it runs. */
  isCore: boolean;
  /** How long a first build takes on two cores, in seconds, after the tools that stand before it. */
  typicalSeconds: number;
  /** A program on PATH that is taken instead, so that nothing needs to be built. */
  systemProgram?: string;
}
