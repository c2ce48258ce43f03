using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// A service's <c>Main</c>: turns a configuration that can't work into a line on stderr and an exit code, instead of a stack trace.
/// </summary>
public static class ServiceProgram
{
    /// <summary>The exit code of a service that came to its end by a fault.</summary>
    public const int Failed = 1;

    /// <summary>The exit code of a service that is not configured so that it could start.</summary>
    public const int Misconfigured = 2;

    /// <summary>
    /// A builder whose files lie beside the program, and which does not look out for changes of them: by default .NET watches all folders below the one
    /// that the program was started in, which may be an archive of millions, or a server's state.
    /// </summary>
    /// <param name="args">The command line.</param>
    public static WebApplicationBuilder CreateBuilder(string[] args) => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
        ContentRootPath = AppContext.BaseDirectory,
    });

    /// <summary>Runs a service until it is asked to end, or something that it does has ended by a fault.</summary>
    /// <exception cref="ServiceFailedException">The latter, which the host has told in its log.</exception>
    public static async Task RunToEndAsync(this WebApplication app)
    {
        // The host ends then as if it were asked to, and what it ran is gone with it.
        BackgroundService[] running = [.. app.Services.GetServices<IHostedService>().OfType<BackgroundService>()];
        await app.RunAsync();
        if (running.FirstOrDefault(service => service.ExecuteTask is { IsFaulted: true }) is { ExecuteTask.Exception: { } fault } failed)
            throw new ServiceFailedException($"{failed.GetType().Name} has failed: {fault.InnerException!.Message}", fault.InnerException);
    }

    /// <summary>Runs a service to its end.</summary>
    /// <param name="name">Its name for the message, such as <c>pyner-gateway</c>.</param>
    /// <param name="run">Builds and runs it.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(string name, Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (ServiceConfigurationException e)
        {
            return Refuse(name, [e.Message]);
        }
        catch (OptionsValidationException e)
        {
            return Refuse(name, e.Failures);
        }
        catch (ServiceFailedException e)
        {
            Tell(name, [e.Message]);
            return Failed;
        }
        catch (IOException e) when (e.InnerException is AspNetCore.Connections.AddressInUseException)
        {
            return Refuse(name, [e.Message + " Choose another port, or end the process that listens there."]);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            return Refuse(name, [$"A port to listen on is not this user's to take: {e.Message}. Choose one from 1024 on, or allow the process to."]);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return Refuse(name, [$"The address to listen on is not this machine's: {e.Message}. Choose one of its own, or 0.0.0.0 for all."]);
        }
    }

    private static int Refuse(string name, IEnumerable<string> messages)
    {
        Tell(name, messages);
        return Misconfigured;
    }

    private static void Tell(string name, IEnumerable<string> messages)
    {
        foreach (string message in messages)
            Console.Error.WriteLine($"{name}: error: {message}");
    }
}
