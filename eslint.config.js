// Type-aware lint. What the compiler already refuses is left to it; here are the mistakes that cost data:
// a promise nobody awaits, a condition that is always true, `any` let in by the back door.
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'dist-web',
      'dati',
      'test-results',
      '**/*.mjs',
      'eslint.config.js',
      '.dependency-cruiser.cjs',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      'no-console': ['error'],
    },
  },
  {
    files: [
      'test/**',
      'bench/**',
      'valuta/**',
      'verificatore/**',
      'docs/**',
      '**/*.test.ts',
      'src/main.ts',
      'src/app/terminale.ts',
    ],
    rules: { 'no-console': 'off' },
  },
);
