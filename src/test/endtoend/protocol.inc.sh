# Takes -4, or -6 and one of na, pd, both, off the arguments of the script that sources it: protocol and wanted for the tests.

protocol=V4 wanted=NA
case ${1:-} in
  -4) shift ;;
  -6)
    protocol=V6
    shift
    case ${1:-} in
      na | pd | both)
        wanted=${1^^}
        shift
        ;;
    esac
    ;;
esac
