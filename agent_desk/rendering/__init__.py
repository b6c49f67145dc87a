"""Documents, workbooks and charts as files: PDF, xlsx, SVG, PNG."""
