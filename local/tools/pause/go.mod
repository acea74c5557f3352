module payday.internal/tool/pause

go 1.27.0
