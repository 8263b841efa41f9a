// Measures how long the functions of a TypeScript file are.
import ts from 'typescript';

export type FunctionLength = { name: string; line: number; lines: number };

function nameOf(node: ts.Node): string {
  if ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.name !== undefined)
    return node.name.getText();
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) return parent.name.getText();
  return '(unnamed)';
}

/** Every function with a body, from its first line (1-based) to its closing brace; inner functions count for both. */
export function measureFunctions(path: string, text: string): FunctionLength[] {
  const kind = path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const found: FunctionLength[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const first = file.getLineAndCharacterOfPosition(node.getStart(file)).line;
      const last = file.getLineAndCharacterOfPosition(node.end).line;
      found.push({ name: nameOf(node), line: first + 1, lines: last - first + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** True for a file that only hands on what other files export; the importer should name the real file. */
export function isBarrel(path: string, text: string): boolean {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const exportsOfOthers = file.statements.filter(
    (statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined,
  );
  const handsOnAll = exportsOfOthers.some(
    (statement) => ts.isExportDeclaration(statement) && statement.exportClause === undefined,
  );
  return handsOnAll || (exportsOfOthers.length > 0 && exportsOfOthers.length === file.statements.length);
}
