namespace Pyner.Cli;

internal static class Program
{
    private static int Main(string[] args) => new PynerCommand().Run(args);
}
