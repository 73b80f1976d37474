import { checkboxStyleDefault, createTheme } from 'ag-grid-community';

/** The grid in the desk's own tokens; it changes with theme and density because the tokens do. */
export const gridTheme = createTheme().withPart(checkboxStyleDefault).withParams({
  accentColor: 'var(--accent)', backgroundColor: 'var(--panel)', foregroundColor: 'var(--text)', textColor: 'var(--text)', borderColor: 'var(--line)',
  chromeBackgroundColor: 'var(--panel)', dataBackgroundColor: 'var(--panel)', headerBackgroundColor: 'var(--panel)', headerTextColor: 'var(--muted)',
  headerCellHoverBackgroundColor: 'var(--hover)', rowHoverColor: 'var(--hover)', selectedRowBackgroundColor: 'var(--selected)',
  fontFamily: 'var(--family)', fontSize: 'inherit', dataFontSize: 'inherit', headerFontSize: 'inherit', headerFontWeight: 600,
  rowHeight: 'var(--row)', headerHeight: 'var(--grid-header)', listItemHeight: 24, spacing: 6, cellHorizontalPadding: 8, wrapperBorder: false, wrapperBorderRadius: 0, columnBorder: false, headerColumnBorder: false,
  rowBorder: { color: 'var(--line)' }, headerRowBorder: { color: 'var(--line)' }, borderRadius: 4, iconSize: 12,
  checkboxBorderWidth: 1, checkboxBorderRadius: 3, checkboxUncheckedBorderColor: 'var(--edge)', checkboxUncheckedBackgroundColor: 'var(--panel)',
  checkboxCheckedBackgroundColor: 'var(--accent)', checkboxCheckedBorderColor: 'var(--accent)', checkboxCheckedShapeColor: 'var(--on-accent)',
});
