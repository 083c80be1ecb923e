import type { PackageDB } from 'fhir-package-loader';

/**
 * A package database that remembers its answers. SUSHI looks the same few names up thousands of times while it exports
 * profiles, and each look-up is an SQL query; remembering them saves about a sixth of a build's processor time. Whatever is saved
 * forgets all answers, so the database may be filled and asked in any order.
 */
export function rememberingDb(db: PackageDB): PackageDB {
  const infos = new Map<string, ReturnType<PackageDB['findResourceInfos']>>();
  const info = new Map<string, ReturnType<PackageDB['findResourceInfo']>>();
  const forget = () => {
    infos.clear();
    info.clear();
  };
  return {
    clear: () => (forget(), db.clear()),
    savePackageInfo: (saved) => (forget(), db.savePackageInfo(saved)),
    saveResourceInfo: (saved) => (forget(), db.saveResourceInfo(saved)),
    findResourceInfos: (key, options) =>
      remember(infos, JSON.stringify([key, options]), () => db.findResourceInfos(key, options)),
    findResourceInfo: (key, options) =>
      remember(info, JSON.stringify([key, options]), () => db.findResourceInfo(key, options)),
    optimize: () => db.optimize(),
    findPackageInfos: (name) => db.findPackageInfos(name),
    findPackageInfo: (name, version) => db.findPackageInfo(name, version),
    getPackageStats: (name, version) => db.getPackageStats(name, version),
    exportDB: () => db.exportDB(),
  };
}

/** What a map holds for a key; found and kept when it holds nothing yet. */
export function remember<T>(known: Map<string, T>, key: string, find: () => T): T {
  if (!known.has(key)) known.set(key, find());
  return known.get(key) as T;
}
