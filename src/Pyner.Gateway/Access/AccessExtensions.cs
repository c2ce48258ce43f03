using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;

namespace Pyner.Gateway.Access;

/// <summary>Sets up who is let in, and what for.</summary>
internal static class AccessExtensions
{
    private const string Chooser = "Chooser";

    /// <summary>Adds it. Whatever is mapped without saying otherwise can be reached by nobody without the role to look.</summary>
    /// <exception cref="ServiceConfigurationException">It is not settled (<see cref="RequireSettled"/>), or a file can't be used.</exception>
    public static void AddAccess(this WebApplicationBuilder builder, GatewayOptions options)
    {
        RequireSettled(options, builder.Environment.IsDevelopment());
        AuthenticationBuilder authentication = builder.Services.AddAuthentication(Chooser);
        // It brings along what protects cookies, of which there are none here: no key is made for that and kept in somebody's home,
        // and that a home has none is no error to tell of.
        builder.Services.AddDataProtection().DisableAutomaticKeyGeneration();
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.None);
        bool hasKeys = options.ApiKeysFile is not null;
        if (options.ApiKeysFile is string path)
        {
            builder.Services.AddSingleton(ApiKeyFile.Open(path));
            builder.Services.AddSingleton<ApiKeys>();
            authentication.AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.Name, null);
        }
        if (options.Issuer is { } issuer)
            authentication.AddIssuer(issuer);
        if (options.AllowAnonymous)
            authentication.AddScheme<AuthenticationSchemeOptions, AnonymousHandler>(AnonymousHandler.Name, null);
        authentication.AddPolicyScheme(Chooser, null, scheme => scheme.ForwardDefaultSelector = context =>
            options.AllowAnonymous ? AnonymousHandler.Name
            : options.Issuer is not null && (!hasKeys || LooksLikeToken(context.Request)) ? JwtBearerDefaults.AuthenticationScheme
            : ApiKeyHandler.Name);
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusals>();
        AuthorizationPolicy read = new AuthorizationPolicyBuilder().RequireRole(AccessPolicies.Read, AccessPolicies.Operate).Build();
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(AccessPolicies.Read, read)
            .AddPolicy(AccessPolicies.Operate, policy => policy.RequireRole(AccessPolicies.Operate))
            .SetFallbackPolicy(read)
            .SetDefaultPolicy(read);
    }

    /// <summary>Makes sure that some are let in, not everybody by mistake, and that no key goes over a network in the clear by mistake.</summary>
    /// <exception cref="ServiceConfigurationException">It is not settled. The message says what to set.</exception>
    public static void RequireSettled(GatewayOptions options, bool isDevelopment)
    {
        RequireSomebody(options, isDevelopment);
        RequireTls(options);
    }

    private static void RequireTls(GatewayOptions options)
    {
        bool hasCertificate = options.CertificateFile is not null;
        if (hasCertificate != options.CertificateKeyFile is not null)
            throw new ServiceConfigurationException("Set both Gateway__CertificateFile and Gateway__CertificateKeyFile for TLS, or neither.");
        if (hasCertificate && options.AllowPlaintext)
            throw new ServiceConfigurationException("Gateway__AllowPlaintext is for doing without Gateway__CertificateFile: unset one of them.");
        if (!hasCertificate && !options.AllowPlaintext)
        {
            throw new ServiceConfigurationException(
                "Set Gateway__CertificateFile and Gateway__CertificateKeyFile (PEM) for TLS. For development, and behind what ends TLS for it, "
                + "Gateway__AllowPlaintext=true does without.");
        }
    }

    private static void RequireSomebody(GatewayOptions options, bool isDevelopment)
    {
        if (!options.AllowAnonymous)
        {
            if (options.ApiKeysFile is null && options.Issuer is null)
            {
                throw new ServiceConfigurationException(
                    "Set Gateway__ApiKeysFile to a file of the keys that open the gateway ('pyner key' writes one), or Gateway__Jwt__Issuer and "
                    + "Gateway__Jwt__Audience to the issuer of tokens that do. For development on this machine alone, Gateway__AllowAnonymous=true "
                    + "lets in everybody.");
            }
            return;
        }
        if (options.ApiKeysFile is not null || options.Issuer is not null)
        {
            throw new ServiceConfigurationException(
                "Gateway__AllowAnonymous lets in everybody, and Gateway__ApiKeysFile or Gateway__Jwt only some: unset one of them.");
        }
        if (!IPAddress.IsLoopback(options.Address) && !isDevelopment)
        {
            throw new ServiceConfigurationException(
                $"Gateway__AllowAnonymous lets in everybody who reaches {options.Address}. "
                + "Set DOTNET_ENVIRONMENT=Development if that is meant, or listen on 127.0.0.1.");
        }
    }

    // Three parts with dots between them. A key of 'pyner key' has none.
    private static bool LooksLikeToken(HttpRequest request) => BearerToken.Of(request)?.Count(character => character == '.') == 2;
}
