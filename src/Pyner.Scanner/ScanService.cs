using Pyner.Pipeline.Distribution.Roles;

namespace Pyner.Scanner;

/// <summary>Runs the scanner as long as the service runs.</summary>
internal sealed class ScanService(RoleLoop loop) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => loop.RunAsync(stoppingToken);
}
