using Pyner.Gateway;

return await ServiceProgram.RunAsync("pyner-gateway", async () =>
{
    WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
    ServiceConnections connections = ServiceConnections.From(builder.Configuration);
    builder.AddServiceDefaults();
    builder.AddMessaging(connections);
    builder.AddGateway(GatewayOptions.From(builder.Configuration));
    WebApplication app = builder.Build();
    app.MapDefaultEndpoints();
    app.MapGateway();
    await app.RunAsync();
});
