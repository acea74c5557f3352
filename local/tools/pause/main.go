// Command pause is the first process of a pod's sandbox and, called init, of an instance's namespaces. It does nothing
// but reap the children that the kernel gives it, and end when it is told to.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"
)

// grace is how long an init waits for what it told to end; then the kernel ends it together with the namespace.
const grace = 1200 * time.Millisecond

func main() {
	if len(os.Args) > 1 {
		fmt.Println("pause: reaps children, ends on TERM and INT")
		return
	}
	// One of these runs in every pod: it must cost next to nothing, and it makes no garbage worth collecting.
	debug.SetGCPercent(-1)
	runtime.GOMAXPROCS(1)

	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGCHLD, syscall.SIGTERM, syscall.SIGINT)
	// Children may have ended before the signals were asked for.
	reap()
	for received := range signals {
		if received == syscall.SIGCHLD {
			reap()
			continue
		}
		if isInit() {
			endAll(signals)
		}
		return
	}
}

// isInit is true only for a PID 1, since to any other process -1 would mean every process of the user.
func isInit() bool {
	return filepath.Base(os.Args[0]) == "init" && os.Getpid() == 1
}

// endAll tells everything inside to end, and returns when it did, when the grace is over, or when told a second time.
func endAll(signals <-chan os.Signal) {
	_ = syscall.Kill(-1, syscall.SIGTERM)
	late := time.After(grace)
	for reap() {
		select {
		case <-late:
			return
		case received := <-signals:
			if received != syscall.SIGCHLD {
				return
			}
		}
	}
}

// reap collects the children that ended; false when none is left at all.
func reap() bool {
	for {
		pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil)
		switch {
		case err == syscall.EINTR:
			continue
		case err != nil:
			return false
		case pid == 0:
			return true
		}
	}
}
