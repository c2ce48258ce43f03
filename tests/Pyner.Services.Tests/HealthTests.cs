using System.Globalization;
using System.Net;
using Pyner.TestServers;
using Xunit;

namespace Pyner.Services.Tests;

/// <summary>What each probe says of each service while servers are away.</summary>
public sealed class HealthTests(PynerSystem system)
{
    // Work comes to workers by the bus, and goes from the scanner by it; the others only hear of news sooner.
    private static readonly string[] s_needBus = ["scanner", "worker"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_ready_started_and_alive_are_three_things()
    {
        PynerSystem.Require();
        await using RedisServer redis = await RedisServer.StartNewAsync(cancellation: Cancellation);
        List<ServiceProcess> services = [];
        List<Probes> probes = [];
        try
        {
            foreach (ServiceProcess service in (ServiceProcess[])[system.Gateway, system.Scanner, system.Aggregator, system.Workers[0]])
            {
                string name = service.Name.TrimEnd('0');
                int port = FreePorts.Take();
                services.Add(service.With(name, new Dictionary<string, string?>
                {
                    ["ConnectionStrings__messaging"] = "amqp://pyner:pyner@127.0.0.1:1/",
                    ["ConnectionStrings__ledger"] = redis.ConnectionString,
                    ["Health__Port"] = port.ToString(CultureInfo.InvariantCulture),
                    ["Gateway__GrpcPort"] = "0",
                    ["Gateway__HttpPort"] = "0",
                    ["DOTNET_ENVIRONMENT"] = "Production",
                }));
                services[^1].Start();
                probes.Add(new Probes(services[^1], port));
            }

            // The broker is away. Nobody is started anew for that, and who can work without it is ready.
            foreach (Probes service in probes)
            {
                await service.WaitAsync("/started", HttpStatusCode.OK);
                await service.WaitAsync("/ready", s_needBus.Contains(service.Name) ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK);
                await service.WaitAsync("/health", HttpStatusCode.ServiceUnavailable);
                Assert.Equal(HttpStatusCode.OK, await service.AskAsync("/alive"));
            }

            // The folder that a service was started in may be one of millions of folders.
            Assert.All(services, service => Assert.False(service.WatchesFolders));

            // The ledger is away too. Nobody can work, and still all are alive, and have started. The gateway's callers are to hear what is wrong from it.
            await redis.StopAsync();
            foreach (Probes service in probes)
            {
                await service.WaitAsync("/ready", service.Name == "gateway" ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable);
                Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await service.AskAsync("/alive"), await service.AskAsync("/started")));
            }

            await redis.StartAsync(Cancellation);
            foreach (Probes service in probes.Where(service => !s_needBus.Contains(service.Name)))
                await service.WaitAsync("/ready", HttpStatusCode.OK);
        }
        finally
        {
            foreach (Probes service in probes)
                service.Dispose();
            foreach (ServiceProcess service in services)
                await service.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_worker_is_ready_with_both_servers_and_one_that_is_to_end_is_not()
    {
        PynerSystem.Require();
        int port = FreePorts.Take();
        await using ServiceProcess worker = system.Worker("worker-probed", "cpu", new() { ["Health__Port"] = port.ToString(CultureInfo.InvariantCulture) });
        using var probes = new Probes(worker, port);
        Assert.Null(await probes.AskAsync("/alive"));
        worker.Start();
        await probes.WaitAsync("/ready", HttpStatusCode.OK);
        await probes.WaitAsync("/health", HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NotFound, await probes.AskAsync("/"));
        await worker.FreezeAsync();
        // A process that hangs answers nothing, and is started anew.
        Assert.Null(await probes.AskAsync("/alive"));
        worker.Thaw();
        await probes.WaitAsync("/alive", HttpStatusCode.OK);
        await worker.StopAsync();
        Assert.Null(await probes.AskAsync("/ready"));
    }
}
