using MassTransit;
using Pyner.Ledger.Hosting;
using Pyner.Scanner;
using Pyner.Scanner.Consumers;

return await ServiceProgram.RunAsync("pyner-scanner", async () =>
{
    WebApplicationBuilder builder = ServiceProgram.CreateBuilder(args);
    ServiceConnections connections = ServiceConnections.From(builder.Configuration);
    builder.Services.AddSingleton(ServiceOptions.Read<ScannerOptions>(builder.Configuration, ScannerOptions.Section));
    builder.AddServiceDefaults();
    await builder.AddLedgerAsync(
        connections.Ledger, connections.LedgerAccess.User, connections.LedgerAccess.Password, connections.LedgerAccess.Validation);
    builder.AddLedgerCheck(isNeeded: true).WaitForLedger().AddMessaging(connections, BusNeed.Works, bus =>
    {
        bus.AddConsumer<StartJobConsumer, StartJobConsumerDefinition>();
        bus.AddConsumer<ScannerEventsConsumer, ScannerEventsConsumerDefinition>();
    });
    builder.Services.AddScanner();
    WebApplication app = builder.Build();
    app.MapDefaultEndpoints();
    await app.RunToEndAsync();
});
