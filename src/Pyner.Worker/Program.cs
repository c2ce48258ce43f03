using MassTransit;
using Pyner.Ledger.Hosting;
using Pyner.Worker;
using Pyner.Worker.Consumers;
using Pyner.Worker.Devices;

return await ServiceProgram.RunAsync("pyner-worker", async () =>
{
    WebApplicationBuilder builder = ServiceProgram.CreateBuilder(args);
    ServiceConnections connections = ServiceConnections.From(builder.Configuration);
    WorkerOptions options = ServiceOptions.Read<WorkerOptions>(builder.Configuration, WorkerOptions.Section);
    builder.Services.AddSingleton(options);
    // Before anything is waited for: a device that is not there can't be waited for. It outlives all that uses it.
    using var device = WorkerDevice.Open(options.Device, options.DeviceMemory);
    builder.Services.AddSingleton(device);
    builder.AddServiceDefaults();
    await builder.AddLedgerAsync(
        connections.Ledger, connections.LedgerAccess.User, connections.LedgerAccess.Password, connections.LedgerAccess.Validation);
    builder.AddLedgerCheck(isNeeded: true).WaitForLedger().AddMessaging(
        connections, BusNeed.Works, bus => bus.AddConsumer<ParseSubmissionBatchConsumer, ParseSubmissionBatchConsumerDefinition>());
    builder.Services.AddWorker();
    WebApplication app = builder.Build();
    app.MapDefaultEndpoints();
    await app.RunToEndAsync();
});
